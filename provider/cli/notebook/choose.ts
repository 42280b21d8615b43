/** The notebook that a command line names by its id or its name. */
import { z } from "zod";
import type { Client } from "../../client/client";
import { systemClock } from "../../client/clock";
import { ModelArtsError } from "../../client/errors";
import { readUnlessGone } from "../../resources/tasks/confirm-gone";
import { notebookIdOf } from "../../resources/functions/find-notebook";
import { functions } from "../../resources/functions/functions";
import type { NotebookDetail } from "../../wire/notebook";
import { connect } from "../list/connect";

export interface ChooseOptions {
  connection?: string;
  stack?: string;
  json?: boolean;
}

/**
 * Connects, does the work with the notebook, and closes the connections.
 *
 * @param notebook an id, or the whole name of exactly one of the user's notebooks.
 * @throws ModelArtsError if there is none, or if several have the name.
 */
export async function withNotebook<Result>(
  notebook: string,
  options: ChooseOptions,
  work: (client: Client, detail: NotebookDetail & { id: string }) => Promise<Result>,
): Promise<Result> {
  if (notebook.trim() === "")
    throw new ModelArtsError("modelarts/usage", "The notebook's id or name is empty.");
  const client = await connect(options);
  try {
    const id = await idOf(client, notebook);
    const detail = await readUnlessGone({ clock: systemClock }, () => client.showNotebook({ id }));
    if (detail === undefined) throw new ModelArtsError("modelarts/gone", `Notebook ${id} is gone.`);
    return await work(client, { ...detail, id });
  } finally {
    await client.close();
  }
}

const ADVICE =
  "Check the name, modelarts:projectId and modelarts:region: `npx pulumi-modelarts list` shows the names and ids " +
  "of your notebooks.";

async function idOf(client: Client, notebook: string): Promise<string> {
  if (!z.regexes.guid.test(notebook)) return notebookIdOf(client, notebook, ADVICE);
  await functions.getNotebook.run({ client }, { id: notebook });
  return notebook;
}
