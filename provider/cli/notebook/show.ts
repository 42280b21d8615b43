/** `pulumi-modelarts show`. */
import { isOpenWhitelist } from "../../wire/facts/whitelist";
import type { NotebookDetail } from "../../wire/notebook";
import { printJson, printTable, type Cell } from "../terminal/table";
import { withNotebook, type ChooseOptions } from "./choose";
import { autoStopCell, statusCell, withoutToken } from "./facts";

export async function show(notebook: string, options: ChooseOptions): Promise<void> {
  await withNotebook(notebook, options, (client, detail) => {
    printNotebook(detail, options, client.serviceTime());
    return Promise.resolve();
  });
}

/** @param now milliseconds since 1970 (UTC). */
export function printNotebook(detail: NotebookDetail, { json }: ChooseOptions, now: number): void {
  if (json) return printJson(withoutToken(detail));
  const { id, name, flavor, image, user, userId, url, description, volume, workspaceId } = detail;
  const ssh = detail.endpoints?.find(({ service }) => service === "SSH");
  const size = volume?.capacity === undefined ? "" : ` ${volume.capacity} GB`;
  const rows: Record<string, string | Cell | undefined> = {
    Name: name,
    ID: id,
    Status: statusCell(detail),
    Reason: detail.failReason,
    Description: description,
    Flavor: flavor,
    Image: image?.name,
    "Image ID": image?.id,
    Owner: user?.name ?? userId,
    "Auto stop": autoStopCell(detail, now),
    Volume: volume && `${volume.category ?? ""}${size}`,
    Jupyter: url,
    SSH: ssh?.uri,
    Whitelist: ssh && whitelistCell(ssh.allowedAccessIps),
    Tags: detail.tags?.map(({ key, value }) => `${key}=${value}`).join(", "),
    Workspace: workspaceId,
  };
  const shown = Object.entries(rows).flatMap(([title, value]) => {
    const cell = typeof value === "string" ? { text: value } : value;
    return cell === undefined || cell.text === "" ? [] : [[{ text: title }, cell]];
  });
  printTable([], shown);
}

function whitelistCell(addresses: readonly string[] = []): Cell {
  const listed = addresses.join(", ");
  if (!isOpenWhitelist(addresses)) return { text: listed };
  return { text: `${listed || "none"}: every public address may connect`, style: "red" };
}
