/** Lists notebooks for a user: with a bar meanwhile, and a line that says what was searched. */
import type { ListingClient } from "../../resources/lists/notebook-lists";
import type { NotebookDetail } from "../../wire/notebook";
import { printMessage } from "../terminal/messages";
import { progress } from "../terminal/progress";
import { coverageLines } from "./coverage";
import { listNotebooks, type Filter } from "./list-notebooks";

/** @throws the client's errors. */
export async function listWithProgress(
  client: ListingClient,
  filter: Filter,
): Promise<NotebookDetail[]> {
  const bar = progress("listing notebooks");
  const { notebooks, coverage } = await listNotebooks(client, filter, bar.at).finally(bar.end);
  for (const line of coverageLines(coverage)) printMessage(line);
  return notebooks;
}
