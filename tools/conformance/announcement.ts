/** The lines before a run begins: what it creates, what that costs, and the notebooks that earlier runs left. */
import type { Client } from "../../provider/client/client";
import { MIN_LEASE_MS } from "../../provider/wire/facts/lease-time";
import { VOLUME_STEP_GB } from "../../provider/wire/facts/limits";
import { PAGE_SIZE } from "../../provider/wire/page";
import { NAME_PREFIX } from "./notebook-name";
import type { Pace } from "./pace";
import type { Plan } from "./plan";

const MINUTE = 60_000;

export function planLines(plan: Plan, pace: Pace): string[] {
  const most = Math.ceil((pace.walkMs + pace.changeMs) / MINUTE);
  const grown = plan.isEverything ? plan.diskGb + 1.5 * VOLUME_STEP_GB + 1 : plan.diskGb + 1;
  const billed = plan.billing ?? `what the flavor ${plan.flavor} costs`;
  const rows: [string, string][] = [
    ["name", plan.name],
    ["flavor", plan.flavor],
    ["image", plan.imageId],
    ["disk", `EVS, ${plan.diskGb} GB, which may grow to ${grown} GB`],
    ["SSH", plan.keyPair === undefined ? "no" : `with the key pair ${plan.keyPair}`],
    ["time", `usually 10 to 20 minutes, at most ${most}`],
    ["costs", `at most ${most} minutes of: ${billed}; and of the disk`],
    ["end", "it is deleted, with its disk, also if the run fails or is interrupted"],
    [
      "if killed",
      `it stops by itself after ${MIN_LEASE_MS / MINUTE} minutes; its disk is billed until it is deleted`,
    ],
  ];
  const width = Math.max(...rows.map(([label]) => label.length));
  return rows.map(([label, text]) => `  ${label.padEnd(width)}  ${text}`);
}

/** Names the notebooks of other runs, which may have ended or not. The run does not change them. */
export async function leftoverLines({ listNotebooks }: Pick<Client, "listNotebooks">) {
  const query = { name: NAME_PREFIX, limit: PAGE_SIZE, offset: 0 };
  const { data } = await listNotebooks({ query });
  const left = data.filter(({ name }) => name?.startsWith(NAME_PREFIX));
  if (left.length === 0) return [];
  return [
    "Notebooks of other runs are still there. Delete them, unless such a run is still going on:",
    ...left.map(({ id, name, status }) => `  ${name} (${id}), ${status}`),
  ];
}
