import { iso } from "../rule-lib/frameworks";
import type { Rule, StackMember } from "../engine/rule";
import { isUnknownValueError, knownOr } from "../engine/unknown-value";

interface Settings {
  mostInStack: number;
  mostOfOwner: number;
}

export const limitRunningNotebooks: Rule<Settings> = {
  name: "limit-running-notebooks",
  description: "Limit how many notebooks of a stack, or of an owner, run at once.",
  why: "Each running notebook is billed by the hour, and the service allows ten an account by default.",
  level: "advisory",
  severity: "medium",
  frameworks: [iso("A.8.6")],
  judges: { notebook: ["declared", "live", "referenced"] },
  settings: {
    properties: {
      mostInStack: {
        type: "integer",
        minimum: 1,
        default: 10,
        description: "How many notebooks of the stack may run; references are not the stack's.",
      },
      mostOfOwner: {
        type: "integer",
        minimum: 0,
        default: 0,
        description:
          "How many notebooks of one owner may run, references too; one that is yet to be made has no " +
          "owner. 0: any number.",
      },
    },
  },
  presets: { cost: { enforcementLevel: "mandatory", mostInStack: 5 } },
  messages: {
    stack: "{found} notebooks of the stack run or are about to, more than {most}. Stop some.",
    owner: "{found} notebooks of {property} {owner} run, more than {most}. Stop some.",
  },
  remedy: "Stop notebooks that nobody needs now, or set their desiredStatus to STOPPED.",
  whenNot:
    "For a stack that holds the notebooks of a whole course. A notebook that is exempted is not counted.",
  examples: {
    settings: { mostInStack: 1, mostOfOwner: 1 },
    breaks: [
      {
        given: "two that are about to run",
        stack: [{ name: "a" }, { name: "b" }],
        messages: ["stack"],
      },
      {
        given: "two of one owner",
        stack: [
          { status: "RUNNING", user: { name: "kim" } },
          { status: "RUNNING", user: { name: "kim" } },
        ],
        messages: ["stack", "owner"],
      },
    ],
    passes: [
      {
        given: "one of two that is stopped",
        stack: [{ status: "RUNNING" }, { status: "STOPPED" }],
      },
      { given: "one of two that is to be stopped", stack: [{}, { desiredStatus: "STOPPED" }] },
    ],
  },

  *judgeStack(members, { mostInStack, mostOfOwner }) {
    const running = members.filter(isRunning);
    const own = running.filter(({ seen }) => seen !== "referenced");
    if (own.length > mostInStack) {
      const data = { found: own.length, most: mostInStack };
      yield { message: "stack", property: "status", data, among: own };
    }
    if (mostOfOwner === 0) return;
    const owners = new Map<string, typeof running>();
    let unknown: Error | undefined;
    let unknowns = 0;
    for (const member of running) {
      try {
        const owner = member.props.user?.name ?? member.props.userId;
        if (owner) owners.set(owner, [...(owners.get(owner) ?? []), member]);
      } catch (error) {
        if (!isUnknownValueError(error)) throw error;
        unknown ??= error;
        unknowns++;
      }
    }
    let mostWithin = 0;
    for (const [owner, among] of owners) {
      if (among.length <= mostOfOwner) {
        mostWithin = Math.max(mostWithin, among.length);
        continue;
      }
      const data = { owner, found: among.length, most: mostOfOwner };
      yield { message: "owner", property: "user", data, among };
    }
    // Whoever has the most that is allowed may have those, too.
    if (unknown !== undefined && mostWithin + unknowns > mostOfOwner) throw unknown;
  },
};

/** What is not known yet counts as running. */
function isRunning({ props, seen }: StackMember): boolean {
  if (seen !== "declared") return knownOr("RUNNING", () => props.status) === "RUNNING";
  return knownOr(undefined, () => props.desiredStatus) !== "STOPPED";
}
