/**
 * What messages of the product claim about the account, and what in the books contradicts each claim. A claim that no
 * message makes any more fails the tests.
 */
import type { Simulator, WireNotebook } from "pulumi-modelarts-simulator";
import { compare, isStaying, rowsOf, violation, type Expected, type Violation } from "./verdict";

/** The books at the moment of a message. */
export interface Books {
  /** What took place since the run began, about the case's notebook: operations of the API. */
  changes: readonly string[];
  /** The ids, as messages name them, of everything that exists and is not being deleted. */
  ids: readonly string[];
  /** The status of the case's only notebook; undefined if there is none. */
  status: string | undefined;
  /** The fields that differ from the program, as `compare` names them. */
  differing: readonly string[];
}

interface Claim {
  /** The words of the claim. The first group, if there is one, is what the claim is about. */
  says: RegExp;
  isTrue(books: Books, subject: string): boolean;
}

/** How `compare` names the fields that an update sends. */
const comparedNames: Readonly<Record<string, string>> = {
  flavor: "flavor",
  name: "name",
  description: "description",
  "volume.capacity": "disk",
  endpoints: "whitelist",
};

export const claims: readonly Claim[] = [
  // A refusal before the first change; an adoption.
  {
    says: /nothing was (?:created or )?changed/i,
    isTrue: ({ changes }) => changes.length === 0,
  },
  {
    says: /there is no notebook of this name yet/,
    isTrue: ({ changes }) => !changes.includes("createNotebook"),
  },
  { says: /(\S+) is gone\. Run/, isTrue: ({ ids }, id) => !ids.includes(id) },
  {
    says: /there is no [a-z ]+ (\S+) in this project and region/,
    isTrue: ({ ids }, id) => !ids.includes(id),
  },
  { says: /stopped for the update and runs again/, isTrue: ({ status }) => status === "RUNNING" },
  {
    says: /([^:;]+) did not change/,
    isTrue: ({ differing }, paths) =>
      paths
        .trim()
        .split(", ")
        .flatMap((path) => comparedNames[path] ?? [])
        .every((name) => differing.includes(name)),
  },
];

/** The claims of a text that the books contradict. */
export function falseReports(text: string, books: Books): Violation[] {
  return claims.flatMap(({ says, isTrue }) =>
    [...text.matchAll(new RegExp(says, `${says.flags}g`))]
      .filter(([, subject = ""]) => !isTrue(books, subject))
      .map(([words]) => violation("false report", words.trim())),
  );
}

/** @param since the number of changes in the books when the run began. */
export function booksOf(simulator: Simulator, expected: Expected, since: number): Books {
  const rows = rowsOf(simulator, expected);
  const [row] = rows as WireNotebook[];
  const { inputs, name } = expected;
  return {
    changes: simulator.history
      .slice(since)
      .filter((change) => [name, inputs?.["name"]].includes(change.name))
      .map(({ operation }) => operation),
    ids: allIds(simulator),
    status: rows.length === 1 ? row?.status : undefined,
    differing: compare(simulator, expected).flatMap(({ name: kind, detail }) =>
      kind === "differs" ? detail.split(" ", 1) : [],
    ),
  };
}

function allIds({ notebooks, mounts, images }: Simulator): string[] {
  return [
    ...notebooks.list(),
    ...mounts.list().map((mount) => ({ ...mount, id: `${mount.notebook_id}/${mount.id}` })),
    ...images.list(),
  ]
    .filter(isStaying)
    .flatMap(({ id }) => id ?? []);
}
