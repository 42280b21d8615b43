/**
 * The limits of what can be counted: requests, bytes of the state, and modules. A count is the same on a busy machine,
 * so CI fails on these and never on a time.
 */
import type { ContestantName } from "./contestants";
import type { LifecycleRow, ModulesRow, OperationName, Result, StateRow } from "./result";

const SDK = "@pulumi/pulumi";
const ours: readonly ContestantName[] = ["ours", "ours-ts", "plugin"];

/** Requests for each notebook. A read is one request; a create and a delete are one request and the reads of their waits. */
const requests: Readonly<Record<OperationName, Readonly<Record<string, number>>>> = {
  preview: {},
  up: { createNotebook: 1, showNotebook: 7 },
  unchanged: {},
  refresh: { showNotebook: 1 },
  destroy: { deleteNotebook: 1, showNotebook: 7 },
};

/** A start of a minute may be asked about twelve times. */
const SLOW_START: Readonly<Record<string, number>> = { createNotebook: 1, showNotebook: 12 };
const SLOW_MS = 60_000;

/** A notebook's JSON in the state without white space, with the least that a program can declare; paths vary a little. */
const NOTEBOOK_BYTES: Readonly<Record<StateRow["answers"], number>> = {
  simulator: 2500,
  example: 2000,
};
const PROVIDER_CODE_BYTES = 100;

/** Files of this workspace, and the other packages that a process may load. */
const loadable: Readonly<Record<string, { own: number; packages: readonly string[] }>> = {
  program: { own: 20, packages: [] },
  "provider process, to the first check": { own: 127, packages: ["zod"] },
  "plugin, to its port": {
    own: 147,
    packages: ["@grpc/grpc-js", "@js-sdsl/ordered-map", SDK, "google-protobuf", "zod"],
  },
  "pulumi-modelarts --help": { own: 18, packages: ["commander"] },
  "policy pack": { own: 65, packages: ["ipaddr.js", "picomatch"] },
};

/** @returns a sentence for each count that is over its limit. */
export function brokenLimits({ lifecycle, states, modules }: Result): string[] {
  return [
    ...lifecycle.filter(({ contestant }) => ours.includes(contestant)).flatMap(tooManyRequests),
    ...states.filter(({ contestant }) => ours.includes(contestant)).flatMap(tooManyBytes),
    ...modules.flatMap(tooManyModules),
  ];
}

function tooManyRequests(row: LifecycleRow): string[] {
  const { contestant, notebooks, operation, transitionMs, samples } = row;
  const isSlow = operation === "up" && transitionMs >= SLOW_MS;
  const limits = isSlow ? SLOW_START : requests[operation];
  return samples.flatMap((sample) =>
    Object.entries(sample.requests).flatMap(([name, count]) =>
      atMost(
        `${contestant}, ${operation}, notebooks ${notebooks}: requests ${name}`,
        count,
        (limits[name] ?? 0) * notebooks,
      ),
    ),
  );
}

function tooManyBytes({ contestant, notebooks, answers, ...row }: StateRow): string[] {
  const who = `${contestant}, notebooks ${notebooks}, answers of the ${answers}`;
  return [
    ...atMost(
      `${who}: bytes of a notebook in the state`,
      row.notebookBytes,
      NOTEBOOK_BYTES[answers],
    ),
    ...atMost(
      `${who}: bytes of the provider's code in it`,
      row.providerCodeBytes,
      PROVIDER_CODE_BYTES,
    ),
  ];
}

function tooManyModules({ name, own, packages }: ModulesRow): string[] {
  const limit = loadable[name];
  if (limit === undefined) throw new Error(`counts.ts has no limit for the modules of "${name}".`);
  const foreign = packages.filter((each) => !limit.packages.includes(each));
  return [
    ...atMost(`${name}: files of this workspace that it loads`, own, limit.own),
    ...foreign.map((each) => `${name}: loads the package ${each}, which it must not.`),
  ];
}

function atMost(what: string, count: number, limit: number): string[] {
  return count > limit ? [`${what}: ${count}, at most ${limit} are allowed.`] : [];
}
