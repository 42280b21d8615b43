/** `pulumi-modelarts list`. */
import { connect } from "../list/connect";
import { coverageLines } from "../list/coverage";
import { listNotebooks, type Filter } from "../list/list-notebooks";
import { printMessage } from "../terminal/messages";
import { progress } from "../terminal/progress";
import { printJson, printTable } from "../terminal/table";
import type { ChooseOptions } from "./choose";
import { autoStopCell, sshCell, statusCell, withoutToken } from "./facts";

export type ListOptions = Filter & ChooseOptions;

const HEAD = ["NAME", "STATUS", "FLAVOR", "OWNER", "AUTO STOP", "SSH", "ID"];

export async function list(options: ListOptions): Promise<void> {
  const client = await connect(options);
  try {
    const bar = progress("listing notebooks");
    const { notebooks, coverage } = await listNotebooks(client, options, bar.at).finally(bar.end);
    for (const line of coverageLines(coverage)) printMessage(line);
    if (options.json) return printJson(notebooks.map(withoutToken));
    if (notebooks.length === 0) return printMessage("No notebooks.");
    const now = client.serviceTime();
    const rows = notebooks.map((notebook) => {
      const { id = "", name = "", flavor = "", user, userId = "" } = notebook;
      const [status, stop, ssh] = [
        statusCell(notebook),
        autoStopCell(notebook, now),
        sshCell(notebook),
      ];
      const owner = { text: user?.name ?? userId };
      return [{ text: name }, status, { text: flavor }, owner, stop, ssh, { text: id }];
    });
    printTable(HEAD, rows);
  } finally {
    await client.close();
  }
}
