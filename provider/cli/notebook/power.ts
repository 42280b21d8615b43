/** `pulumi-modelarts start` and `stop`: the steps of an update, on one notebook. */
import { journalFolder, Journal } from "../../journal/journal";
import { systemClock } from "../../client/clock";
import type { Client } from "../../client/client";
import { ModelArtsError } from "../../client/errors";
import type { NotebookDetail } from "../../wire/notebook";
import { renew, start, stop } from "../../resources/notebook/operations/steps";
import { task, type Task } from "../../resources/tasks/task";
import { printMessage } from "../terminal/messages";
import { withNotebook, type ChooseOptions } from "./choose";
import { printNotebook } from "./show";

export interface StartOptions extends ChooseOptions {
  /** Milliseconds. */
  for?: number;
  /** Milliseconds. */
  timeout?: number;
}

const TIMEOUT_MS = 10 * 60_000;

export async function startNotebook(notebook: string, options: StartOptions): Promise<void> {
  const { for: duration } = options;
  const lease =
    duration === undefined ? undefined : { enable: true, duration, type: "timing" as const };
  await change(notebook, options, "Starting", "RUNNING", async (job, isRunning) => {
    if (!isRunning) return start(job, lease);
    if (lease !== undefined) await renew(job, lease);
    return job.client.showNotebook({ id: job.id });
  });
}

export async function stopNotebook(notebook: string, options: StartOptions): Promise<void> {
  await change(notebook, options, "Stopping", "STOPPED", (job) => stop(job));
}

async function change(
  notebook: string,
  options: StartOptions,
  doing: string,
  goal: "RUNNING" | "STOPPED",
  step: (job: Task, isThere: boolean) => Promise<NotebookDetail | undefined>,
): Promise<void> {
  await withNotebook(notebook, options, async (client, detail) => {
    const isThere = detail.status === goal;
    if (isThere) printMessage(`Notebook ${detail.name} (${detail.id}) is ${goal} already.`);
    const changed = await step(jobOf(client, detail.id, doing, options), isThere);
    if (changed === undefined)
      throw new ModelArtsError("modelarts/gone", `${doing} failed: the notebook is gone.`);
    printNotebook(changed, options, client.serviceTime());
  });
}

function jobOf(client: Client, id: string, doing: string, { timeout }: StartOptions): Task {
  const journal = new Journal(journalFolder(process.env), printMessage);
  const context = { client, clock: systemClock, log: printMessage, journal };
  return task(context, id, `${doing} the notebook`, timeout ?? TIMEOUT_MS);
}
