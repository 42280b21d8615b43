/** The notebook of a run: creates it, brings it to the statuses that the checks need, and deletes it. */
import type { Client } from "../../provider/client/client";
import { isUnsure } from "../../provider/client/errors";
import type { NotebookDetail } from "../../provider/wire/notebook";
import { busyVolumeStatuses } from "../../provider/wire/volume";
import { findCreated, lease, sendCreate, waitUntilRunning, type Creation } from "./creation";
import { deleteNotebook } from "./deletion";
import { attempt, isFinal, type Outcome } from "./outcome";
import type { Plan } from "./plan";
import { isMoving, Polling, WalkError, type PollingParts } from "./polling";

export interface WalkParts extends PollingParts {
  client: Client;
  plan: Plan;
  /** Prints a progress line. */
  progress: (line: string) => void;
}

/** How long to search for a notebook whose create had no usable answer: a new one may be missing in the list. */
const FIND_MS = 60_000;

type Update = NonNullable<Parameters<Client["updateNotebook"]>[0]["body"]>;
type Updated = Awaited<ReturnType<Client["updateNotebook"]>>;

export class Walk {
  readonly client: Client;
  readonly plan: Plan;
  /** The notebook's id; undefined until the create is answered. */
  id: string | undefined;
  private readonly polling: Polling;
  private readonly steps = new Map<unknown, Promise<unknown>>();
  /** Whether the create failed, but the notebook may exist. */
  private mayExist = false;
  private endedBy: WalkError | undefined;

  constructor(private readonly parts: WalkParts) {
    this.client = parts.client;
    this.plan = parts.plan;
    this.polling = new Polling(parts);
  }

  /** Whether no further check can be made. */
  get hasEnded(): boolean {
    return this.endedBy !== undefined;
  }

  /** Makes a step that several checks need, but only once. */
  once<Result>(step: (walk: Walk) => Promise<Result>): Promise<Result> {
    const result = this.steps.get(step) ?? step(this);
    this.steps.set(step, result);
    return result as Promise<Result>;
  }

  /** Creates the notebook and waits until it runs; only once. */
  creation(): Promise<Creation> {
    return this.once(this.create);
  }

  /** Brings the notebook to a status and returns it. Creates it first if there is none. */
  async bringTo(goal: "RUNNING" | "STOPPED"): Promise<NotebookDetail> {
    await this.creation();
    return this.endOnError(async () => {
      const detail = await this.waitUntilIdle();
      if (detail.status === goal) return detail;
      const { id } = detail;
      const isStart = goal === "RUNNING";
      this.parts.progress(isStart ? "starting the notebook" : "stopping the notebook");
      return this.repeatUntil(goal, () =>
        isStart
          ? this.client.startNotebook({ id, query: lease })
          : this.client.stopNotebook({ id }),
      );
    });
  }

  async show(): Promise<NotebookDetail> {
    if (this.id === undefined) throw new WalkError("There is no notebook.");
    return this.client.showNotebook({ id: this.id });
  }

  async update(body: Update): Promise<Outcome<Updated>> {
    const { id } = await this.show();
    return this.retryWhileBusy(() => this.client.updateNotebook({ id, body }));
  }

  /** Sends a request, and again as long as another operation is running. */
  async retryWhileBusy<Answer>(send: () => Promise<Answer>): Promise<Outcome<Answer>> {
    for (const pause of this.polling.attempts()) {
      const outcome = await attempt(send());
      if (!("refused" in outcome) || outcome.refused.meaning !== "busy") return outcome;
      await pause();
    }
    throw new WalkError("The notebook stayed busy: another operation is running.");
  }

  /** Reads the notebook until it shows a change; undefined if it does not after a few reads. */
  async waitUntilShown(
    isShown: (detail: NotebookDetail) => boolean,
  ): Promise<NotebookDetail | undefined> {
    let reads = 5;
    for (const pause of this.polling.attempts()) {
      const detail = await this.show();
      if (isShown(detail)) return detail;
      if (--reads === 0) return undefined;
      await pause();
    }
    return undefined;
  }

  /** Waits, so that a lease that restarts afterwards ends noticeably later. */
  async waitBeforeStamp(): Promise<void> {
    await this.parts.clock.sleep(this.parts.pace.settleMs, this.parts.signal);
  }

  /** Waits until no operation is running on the notebook or its disk. */
  async waitUntilIdle(): Promise<NotebookDetail> {
    return this.polling.waitUntil({
      read: () => this.show(),
      goal: "is idle",
      isDone: (detail) =>
        !isMoving(detail) && !busyVolumeStatuses.includes(detail.volume?.status ?? ""),
    });
  }

  /**
   * Deletes the notebook, if there is one. No signal interrupts the deletion.
   *
   * @throws WalkError if the notebook may still exist.
   */
  async cleanUp(): Promise<void> {
    const { clock, pace, progress } = this.parts;
    if (this.mayExist) {
      progress("searching for the notebook, whose create had no usable answer");
      const { name } = this.plan;
      this.id ??= await findCreated(this.client, name, new Polling({ clock, pace }, FIND_MS));
      if (this.id === undefined) {
        throw new WalkError("The create had no usable answer, and the list does not show it.");
      }
    }
    if (this.id === undefined) return;
    progress("deleting the notebook");
    await deleteNotebook(this.client, this.id, new Polling({ clock, pace }, pace.changeMs));
  }

  private readonly create = (): Promise<Creation> =>
    this.endOnError(async () => {
      const { clock, progress, signal } = this.parts;
      signal?.throwIfAborted();
      progress(`creating ${this.plan.name}`);
      const { id, answer } = await sendCreate(this.client, this.plan).catch((error: unknown) => {
        this.mayExist = isUnsure(error);
        throw error;
      });
      this.id = id;
      return waitUntilRunning(this.client, id, answer, this.polling, () => clock.now());
    });

  /** Sends a start or a stop until it is accepted, and waits for the status. */
  private async repeatUntil(goal: string, send: () => Promise<unknown>): Promise<NotebookDetail> {
    for (const pause of this.polling.attempts()) {
      const outcome = await attempt(send());
      if (!("refused" in outcome)) break;
      if (isFinal(outcome.refused)) throw outcome.refused;
      const detail = await this.waitUntilIdle();
      if (detail.status === goal) return detail;
      await pause();
    }
    return this.polling.waitUntil({
      read: () => this.show(),
      goal: `is ${goal}`,
      isDone: ({ status }) => status === goal,
    });
  }

  /** An error ends the run: no further check is made. */
  private async endOnError<Result>(step: () => Promise<Result>): Promise<Result> {
    if (this.endedBy !== undefined) throw this.endedBy;
    try {
      return await step();
    } catch (error) {
      const { message } = error as Error;
      this.endedBy = error instanceof WalkError ? error : new WalkError(message, { cause: error });
      throw this.endedBy;
    }
  }
}
