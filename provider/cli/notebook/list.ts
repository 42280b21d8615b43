/** `pulumi-modelarts list`. */
import { connect } from "../list/connect";
import type { Filter } from "../list/list-notebooks";
import { listWithProgress } from "../list/list-with-progress";
import { printMessage } from "../terminal/messages";
import { printJson, printTable } from "../terminal/table";
import type { ChooseOptions } from "./choose";
import { autoStopCell, sshCell, statusCell, withoutToken } from "./facts";

export type ListOptions = Filter & ChooseOptions;

const HEAD = ["NAME", "STATUS", "FLAVOR", "OWNER", "AUTO STOP", "SSH", "ID"];

export async function list(options: ListOptions): Promise<void> {
  const client = await connect(options);
  try {
    const notebooks = await listWithProgress(client, options);
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
