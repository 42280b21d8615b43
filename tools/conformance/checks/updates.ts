/** What can be updated when, and what an update answers. */
import type { NotebookDetail } from "../../../provider/wire/notebook";
import { fromRefusal, inWords, type Check, type Finding } from "../check";
import { DISPUTED_DESCRIPTION, NEW_DESCRIPTION, newNameOf } from "../notebook-name";
import type { Outcome } from "../outcome";
import type { Walk } from "../walk";

/** Addresses that are kept for documentation (RFC 5737, RFC 3849), so that nobody can come in. */
const ADDRESS = "203.0.113.7";
const RANGE = "203.0.113.0/28";
const IPV6_ADDRESS = "2001:db8::203:113:7";

export const rename: Check<"rename"> = async (walk) => {
  const { outcome, after } = await walk.once(renaming);
  if ("refused" in outcome) return fromRefusal(outcome.refused, { "ModelArts.6347": "stopped" });
  if (after.name === newNameOf(walk.plan.name)) return { value: "online" };
  return { came: "accepted, but the notebook keeps its name" };
};

export const updateId: Check<"update-id"> = async (walk) => {
  const { outcome } = await walk.once(acceptedUpdate);
  if ("refused" in outcome) return { came: inWords(outcome.refused) };
  return { value: outcome.answer?.id === undefined ? "no" : "yes" };
};

export const descriptionCharacters: Check<"description-characters"> = async (walk) => {
  await walk.be("STOPPED"); // There an update is taken whatever is true of a running notebook.
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

export const whitelistRanges: Check<"whitelist-ranges"> = (walk) => isTaken(walk, RANGE);

export const whitelistIpv6: Check<"whitelist-ipv6"> = (walk) => isTaken(walk, IPV6_ADDRESS);

async function isTaken(walk: Walk, address: string): Promise<Finding<"taken" | "refused">> {
  const outcome = await allow(walk, "STOPPED", address);
  if ("finding" in outcome) return outcome.finding;
  if ("refused" in outcome) return fromRefusal(outcome.refused, { "ModelArts.6336": "refused" });
  return { value: "taken" };
}

/** Sets the whitelist and sees that the notebook has it. */
async function allow(
  walk: Walk,
  status: "RUNNING" | "STOPPED",
  address: string,
): Promise<Outcome<NotebookDetail> | { finding: Finding<never> }> {
  const { keyPair } = walk.plan;
  if (keyPair === undefined) {
    return { finding: { notTried: "SSH needs a key pair of yours: name one with --key-pair" } };
  }
  await walk.be(status);
  const ssh = { service: "SSH" as const, allowedAccessIps: [address], keyPairNames: [keyPair] };
  const outcome = await walk.update({ endpoints: [ssh] });
  if ("refused" in outcome) return outcome;
  const answer = await walk.shows(({ endpoints = [] }) =>
    endpoints.some(({ allowedAccessIps = [] }) =>
      allowedAccessIps.some((each) => canonical(each) === canonical(address)),
    ),
  );
  if (answer !== undefined) return { answer };
  return { finding: { came: "accepted, but the notebook does not show it" } };
}

/** One spelling of an IPv6 address, of which a server may answer another; other texts as they are. */
function canonical(address: string): string {
  const url = `http://[${address}]`;
  return URL.canParse(url) ? new URL(url).hostname : address;
}

interface Updating {
  before: NotebookDetail;
  outcome: Awaited<ReturnType<Walk["update"]>>;
  after: NotebookDetail;
}

/** An update of name and description while the notebook runs. */
const renaming = (walk: Walk): Promise<Updating> => renameIn(walk, "RUNNING");

/** The same, done while the notebook is stopped where a running one refuses it. */
export async function acceptedUpdate(walk: Walk): Promise<Updating> {
  const online = await walk.once(renaming);
  return "refused" in online.outcome ? renameIn(walk, "STOPPED") : online;
}

async function renameIn(walk: Walk, status: "RUNNING" | "STOPPED"): Promise<Updating> {
  const before = await walk.be(status);
  await walk.settle();
  const name = newNameOf(walk.plan.name);
  const outcome = await walk.update({ name, description: NEW_DESCRIPTION });
  const shown = "refused" in outcome ? undefined : await walk.shows((now) => now.name === name);
  return { before, outcome, after: shown ?? (await walk.show()) };
}
