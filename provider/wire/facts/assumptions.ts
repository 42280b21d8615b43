/**
 * Facts of the API that published sources dispute or do not prove, one row a fact. The simulator behaves
 * according to the values (`--assume name=value`), `npm run conformance` finds out which value a server has,
 * the lifecycle works with each value, and docs/conformance.md is made from this table.
 */
import type { CloudName } from "./clouds";

export interface Assumption {
  /** The question, as a whole sentence. */
  question: string;
  /** What each value means. The product must work with every one of them. */
  values: Readonly<Record<string, string>>;
  /** The value that this project assumes. */
  default: string | Readonly<Record<CloudName, string>>;
  /** Which sources support which value. */
  source: string;
  /** What users notice if the default is wrong. */
  ifWrong: string;
  /** The clouds that have the operation; by default both. */
  clouds?: readonly CloudName[];
}

/** All fields of a notebook's image that published answers hold (`notebook-image`). */
export const answeredImageFields = [
  "id",
  "name",
  "description",
  "tag",
  "swr_path",
  "type",
] as const;

export const assumptions = {
  whitelist: {
    question: "Can the whitelist of a running notebook be changed?",
    values: {
      stopped: "The update is refused with ModelArts.6347 unless the notebook is stopped.",
      online: "The update takes effect while the notebook runs.",
    },
    default: "stopped",
    source:
      "Both clouds' update pages and Terraform's pull request 9597 say stopped; the user manual changes " +
      "the whitelist of a running notebook.",
    ifWrong:
      "A change of the whitelist stops and starts the notebook without need; with modelarts:onlineUpdates " +
      "true it is tried without the stop first.",
  },
  rename: {
    question: "Can name and description of a running notebook be changed?",
    values: {
      online: "The update takes effect while the notebook runs.",
      stopped: "The update is refused with ModelArts.6347 unless the notebook is stopped.",
    },
    default: "online",
    source:
      "Both clouds' update pages say that the notebook must be stopped; Terraform's acceptance test " +
      "renames a running one.",
    ifWrong:
      "A rename of a running notebook fails with a message that names modelarts:stopToRename; if this " +
      "setting is true, the rename stops and starts the notebook.",
  },
  "delete-running": {
    question: "Can a running notebook be deleted?",
    values: {
      yes: "The deletion is accepted.",
      no: "The deletion is refused with ModelArts.6304 until the notebook is stopped.",
    },
    default: "yes",
    source: "Terraform deletes without stopping; Huawei Cloud's page (2026) says that it errs.",
    ifWrong: "Nothing: after a refusal the notebook is stopped first. A deletion takes longer.",
  },
  "lease-stamp": {
    question: "From when on does the duration of a start count?",
    values: {
      running: "From the moment in which the notebook is RUNNING.",
      start: "From the request to create or start.",
    },
    default: "running",
    source: "The walk-through stamps the lease at RUNNING; another list shows RUNNING unstamped.",
    ifWrong:
      "A notebook runs for a few minutes less than its lease's duration: the time that a start takes " +
      "counts, too.",
  },
  "stop-stamps-lease": {
    question: "Does a stop stamp the lease anew?",
    values: {
      yes: "The answered duration grows at a stop, as at a start.",
      no: "A stop leaves the lease as it is.",
    },
    default: "yes",
    source: "The walk-through's answer to a stop.",
    ifWrong: "Nothing: a lease is evaluated only while the notebook runs.",
  },
  "rename-stamps-lease": {
    question: "Does an update stamp the lease anew?",
    values: {
      no: "An update changes the notebook's update_at and leaves the lease as it is.",
      yes: "An update gives the notebook all of its lease's time again.",
    },
    default: "no",
    source: "One published example (a stopped CodeLab).",
    ifWrong: "A renamed notebook runs for its lease's full duration again.",
  },
  "renew-answers": {
    question: "What does a renewal answer?",
    values: { lease: "200 with the lease.", nothing: "204 without a body." },
    default: "lease",
    source: "The page's example shows the lease; its table of status codes has 204, too.",
    ifWrong: "Nothing: both are understood.",
  },
  "renew-off": {
    question: "Does a renewal take the duration -1, which switches auto stop off?",
    values: {
      taken: "Auto stop is off from then on.",
      refused: "The renewal is refused with ModelArts.6349.",
    },
    default: "taken",
    source: "Terraform's provider sends -1 in create and start; of a renewal nothing is published.",
    ifWrong: "Nothing: auto stop is switched off by a stop and a start.",
  },
  "update-id": {
    question: "Does the answer to an update hold the notebook's id?",
    values: {
      no: "It holds what can be updated, without an id.",
      yes: "It is the whole notebook.",
    },
    default: "no",
    source: "The reference's example has no id; an older edition's has one.",
    ifWrong: "Nothing: the notebook is read after an update.",
  },
  "create-status": {
    question: "Which status does the answer to a create have?",
    values: {
      creating: "CREATING, as the notebook has.",
      running: "RUNNING, although the notebook is still CREATING.",
    },
    default: "creating",
    source: "One published example answers RUNNING while every step is WAITING.",
    ifWrong: "Nothing: the status in a create's answer is not used.",
  },
  "notebook-image": {
    question: "Which fields of its image does a notebook's answer hold?",
    values: {
      published: `No more than ${answeredImageFields.join(", ")}.`,
      more: "Further fields of the image's own answer, such as arch and create_at.",
    },
    default: "published",
    source:
      "All published answers to a create, a read, a start and a stop hold four or six fields; the pages' " +
      "tables list all fields of an image.",
    ifWrong:
      "Every field that is answered becomes part of the output `image`. The rules limit-age and " +
      "disallow-public-images judge the image of a notebook, too, where its age and visibility are answered.",
  },
  page: {
    question: "Which record is first on a page whose offset is no multiple of the limit?",
    values: {
      floor: "The first of page floor(offset / limit).",
      start: "The record at the offset.",
    },
    default: "floor",
    source: "Not documented. Terraform's provider moves on by whole pages.",
    ifWrong: "Nothing: only multiples of the limit are asked for.",
  },
  "list-limit": {
    question: "Do the notebook lists refuse a limit that is not documented?",
    values: {
      refused: "A limit other than 10, 20 and 50 is refused with ModelArts.6336.",
      taken: "Any limit is taken.",
    },
    default: { otc: "taken", huawei: "refused" },
    source: "Huawei Cloud documents 10, 20 and 50; Open Telekom Cloud names no range.",
    ifWrong: "Nothing: lists ask for 50.",
  },
  "grow-stopped": {
    question: "Can the EVS disk of a stopped notebook grow?",
    values: {
      no: "The update is refused with ModelArts.6347 unless the notebook runs.",
      yes: "The update takes effect.",
    },
    default: "no",
    source: 'Terraform\'s pull request 9597: "volume must be updated in running status".',
    ifWrong: "A disk grows only while the notebook runs, although more would be possible.",
  },
  "grow-step": {
    question: "By how much can an EVS disk grow at a time?",
    values: { "100": "By at most 100 GB.", "200": "By at most 200 GB." },
    default: "100",
    source: "The user manual says 100 GB on one page, up to 200 GB on another.",
    ifWrong: "A large growth takes more steps than necessary.",
  },
  "stopped-mounts": {
    question: "Can the mounts of a stopped notebook be listed?",
    values: {
      listed: "They are listed as they were.",
      refused: "The list is refused with ModelArts.6327.",
    },
    default: "listed",
    source:
      "Not documented. Terraform's provider sends the request at each read and ignores a refusal.",
    ifWrong: "Nothing: a refusal leaves the state as it was.",
  },
  "stop-stopped": {
    question: "Which code does the stop of a stopped notebook answer?",
    values: {
      "6357": "ModelArts.6357: the notebook is in the target state.",
      "6307": "ModelArts.6307: the notebook is stopped already.",
    },
    default: "6357",
    source: "Terraform's provider knows 6357 only; the list of error codes has 6307.",
    ifWrong: "Nothing: both are understood.",
  },
  "start-running": {
    question: "Which code does the start of a running notebook answer?",
    values: {
      "6357": "ModelArts.6357: the notebook is in the target state.",
      "6305": "ModelArts.6305: the notebook is running already.",
    },
    default: "6357",
    source: "6357 was answered live in cn-north-4; the list of error codes has 6305.",
    ifWrong: "Nothing: both are understood.",
  },
  "whitelist-ranges": {
    question: "Can a whitelist hold CIDR ranges?",
    values: {
      taken: "Ranges are taken as single addresses are.",
      refused: "A range is refused with ModelArts.6336.",
    },
    default: "taken",
    source: "All sources speak of public IP addresses; none mentions ranges.",
    ifWrong: "A range fails at `up` with the service's message; declare single addresses then.",
  },
  "whitelist-ipv6": {
    question: "Can a whitelist hold IPv6 addresses?",
    values: {
      taken: "IPv6 addresses are taken as IPv4 addresses are.",
      refused: "An IPv6 address is refused with ModelArts.6336.",
    },
    default: "taken",
    source: "All sources speak of public IP addresses; none mentions IPv6.",
    ifWrong:
      "An IPv6 address fails at `up` with the service's message; declare IPv4 addresses then.",
  },
  "description-characters": {
    question: "Which characters can a description not hold?",
    values: {
      pages: "None of &<>\"'/ may be in it.",
      sdk: "Neither < nor > may be in it.",
    },
    default: "pages",
    source: "Both clouds' pages name six characters, Huawei Cloud's SDK two.",
    ifWrong: "Nothing: what either source allows is sent, and a refusal is reported.",
  },
} as const satisfies Record<string, Assumption>;

export type AssumptionName = keyof typeof assumptions;
export const assumptionNames = Object.keys(assumptions) as AssumptionName[];

/** One value for each assumption. */
export type AssumedValues = {
  [Name in AssumptionName]: keyof (typeof assumptions)[Name]["values"] & string;
};

/** The assumptions that concern a cloud. */
export function assumptionsOf(cloud: CloudName): AssumptionName[] {
  return assumptionNames.filter((name) => {
    const { clouds }: Assumption = assumptions[name];
    return clouds === undefined || clouds.includes(cloud);
  });
}

export function defaultOf(name: AssumptionName, cloud: CloudName): string {
  const { default: value }: Assumption = assumptions[name];
  return typeof value === "string" ? value : value[cloud];
}

/** The values that this project assumes of a cloud. */
export function assumedValues(cloud: CloudName): AssumedValues {
  return Object.fromEntries(
    assumptionNames.map((name) => [name, defaultOf(name, cloud)]),
  ) as AssumedValues;
}

/** A value of the assumption other than the default; the product must work with it, too. */
export function otherValue(name: AssumptionName, cloud: CloudName): string {
  const value = defaultOf(name, cloud);
  return Object.keys(assumptions[name].values).find((other) => other !== value) ?? value;
}
