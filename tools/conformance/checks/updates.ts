/** Checks of updates: what can be updated in which status, and what an update answers. */
import type { NotebookDetail } from "../../../provider/wire/notebook";
import { fromRefusal, inWords, type Check, type Finding } from "../check";
import { DISPUTED_DESCRIPTION, NEW_DESCRIPTION, newNameOf } from "../notebook-name";
import type { Outcome } from "../outcome";
import type { Walk } from "../walk";

/** Addresses that are reserved for documentation (RFC 5737, RFC 3849), so that nobody can connect. */
const ADDRESS = "203.0.113.7";
const RANGE = "203.0.113.0/28";
const IPV6_ADDRESS = "2001:db8::203:113:7";

export const rename: Check<"rename"> = async (walk) => {
  const { outcome, after } = await walk.once(renameRunning);
  if ("refused" in outcome) return fromRefusal(outcome.refused, { "ModelArts.6347": "stopped" });
  if (after.name === newNameOf(walk.plan.name)) return { value: "online" };
  return { other: "accepted, but the notebook keeps its name" };
};

export const updateId: Check<"update-id"> = async (walk) => {
  const { outcome } = await walk.once(acceptedRenaming);
  if ("refused" in outcome) return { other: inWords(outcome.refused) };
  return { value: outcome.answer?.id === undefined ? "no" : "yes" };
};

export const descriptionCharacters: Check<"description-characters"> = async (walk) => {
  await walk.bringTo("STOPPED"); // A running notebook may refuse the update for another reason.
  const outcome = await walk.update({ description: DISPUTED_DESCRIPTION });
  if (!("refused" in outcome)) return { value: "sdk" };
  return fromRefusal(outcome.refused, { "ModelArts.6334": "pages", "ModelArts.6336": "pages" });
};

export const whitelist: Check<"whitelist"> = async (walk) => {
  const outcome = await allow(walk, "RUNNING", ADDRESS);
  if ("finding" in outcome) return outcome.finding;
  if ("refused" in outcome) return fromRefusal(outcome.refused, { "ModelArts.6347": "stopped" });
  return { value: "online" };
};

export const whitelistRanges: Check<"whitelist-ranges"> = (walk) => isAccepted(walk, RANGE);

export const whitelistIpv6: Check<"whitelist-ipv6"> = (walk) => isAccepted(walk, IPV6_ADDRESS);

async function isAccepted(walk: Walk, address: string): Promise<Finding<"taken" | "refused">> {
  const outcome = await allow(walk, "STOPPED", address);
  if ("finding" in outcome) return outcome.finding;
  if ("refused" in outcome) return fromRefusal(outcome.refused, { "ModelArts.6336": "refused" });
  return { value: "taken" };
}

/** Sets the whitelist and waits until the notebook has it. */
async function allow(
  walk: Walk,
  status: "RUNNING" | "STOPPED",
  address: string,
): Promise<Outcome<NotebookDetail> | { finding: Finding<never> }> {
  const { keyPair } = walk.plan;
  if (keyPair === undefined) {
    return { finding: { notTried: "SSH needs a key pair of yours: name one with --key-pair" } };
  }
  await walk.bringTo(status);
  const ssh = { service: "SSH" as const, allowedAccessIps: [address], keyPairNames: [keyPair] };
  const outcome = await walk.update({ endpoints: [ssh] });
  if ("refused" in outcome) return outcome;
  const answer = await walk.waitUntilShown(({ endpoints = [] }) =>
    endpoints.some(({ allowedAccessIps = [] }) =>
      allowedAccessIps.some((each) => canonical(each) === canonical(address)),
    ),
  );
  if (answer !== undefined) return { answer };
  return { finding: { other: "accepted, but the notebook does not show it" } };
}

/** Normalizes an IPv6 address, since a server may spell it differently; returns other texts unchanged. */
function canonical(address: string): string {
  const url = `http://[${address}]`;
  return URL.canParse(url) ? new URL(url).hostname : address;
}

interface Renaming {
  before: NotebookDetail;
  outcome: Awaited<ReturnType<Walk["update"]>>;
  after: NotebookDetail;
}

/** Updates name and description of the running notebook. */
const renameRunning = (walk: Walk): Promise<Renaming> => renameIn(walk, "RUNNING");

/** The same update; of the stopped notebook if the running one refuses it. */
export async function acceptedRenaming(walk: Walk): Promise<Renaming> {
  const online = await walk.once(renameRunning);
  return "refused" in online.outcome ? renameIn(walk, "STOPPED") : online;
}

async function renameIn(walk: Walk, status: "RUNNING" | "STOPPED"): Promise<Renaming> {
  const before = await walk.bringTo(status);
  await walk.waitBeforeStamp();
  const name = newNameOf(walk.plan.name);
  const outcome = await walk.update({ name, description: NEW_DESCRIPTION });
  const shown =
    "refused" in outcome ? undefined : await walk.waitUntilShown((detail) => detail.name === name);
  return { before, outcome, after: shown ?? (await walk.show()) };
}
