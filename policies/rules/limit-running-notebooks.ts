import { iso } from "../rule-lib/frameworks";
import { defineRule, type StackNotebook } from "../engine/rule";
import { isUnknownValueError, knownOr } from "../rule-lib/unknown-value";

export const limitRunningNotebooks = defineRule({
  name: "limit-running-notebooks",
  description: "Limit how many notebooks of a stack, or of an owner, run at the same time.",
  why: "Each running notebook is billed by the hour, and the service's default quota is ten per account.",
  level: "advisory",
  severity: "medium",
  frameworks: [iso("A.8.6")],
  appliesTo: { notebook: ["declared", "live", "referenced"] },
  settings: {
    properties: {
      mostInStack: {
        type: "integer",
        minimum: 1,
        default: 10,
        description: "How many notebooks of the stack may run, without references.",
      },
      mostOfOwner: {
        type: "integer",
        minimum: 0,
        default: 0,
        description:
          "How many notebooks of one owner may run, with references. A notebook without an id yet has no " +
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
  whenNot: "For a stack with the notebooks of a whole course. An exempted notebook is not counted.",
  examples: {
    settings: { mostInStack: 1, mostOfOwner: 1 },
    breaks: [
      {
        given: "two notebooks that are about to run",
        stack: [{ name: "a" }, { name: "b" }],
        messages: ["stack"],
      },
      {
        given: "two running notebooks of one owner",
        stack: [
          { status: "RUNNING", user: { name: "kim" } },
          { status: "RUNNING", user: { name: "kim" } },
        ],
        messages: ["stack", "owner"],
      },
    ],
    passes: [
      {
        given: "two notebooks, one of them stopped",
        stack: [{ status: "RUNNING" }, { status: "STOPPED" }],
      },
      {
        given: "two notebooks, one of them declared to be stopped",
        stack: [{}, { desiredStatus: "STOPPED" }],
      },
    ],
  },

  *checkStack(notebooks, { mostInStack, mostOfOwner }) {
    const running = notebooks.filter(isRunning);
    const managed = running.filter(({ source }) => source !== "referenced");
    if (managed.length > mostInStack) {
      const data = { found: managed.length, most: mostInStack };
      yield { message: "stack", property: "status", data, counted: managed };
    }
    if (mostOfOwner === 0) return;
    const { byOwner, unknown, unknownCount } = groupByOwner(running);
    let mostAllowed = 0;
    for (const [owner, counted] of byOwner) {
      if (counted.length <= mostOfOwner) {
        mostAllowed = Math.max(mostAllowed, counted.length);
        continue;
      }
      const data = { owner, found: counted.length, most: mostOfOwner };
      yield { message: "owner", property: "user", data, counted };
    }
    // All notebooks of unknown owners may belong to the owner who has the most.
    if (unknown !== undefined && mostAllowed + unknownCount > mostOfOwner) throw unknown;
  },
});

/** A notebook whose status is unknown counts as running. */
function isRunning({ props, source }: StackNotebook): boolean {
  if (source !== "declared") return knownOr("RUNNING", () => props.status) === "RUNNING";
  return knownOr(undefined, () => props.desiredStatus) !== "STOPPED";
}

function groupByOwner<Member extends StackNotebook>(notebooks: readonly Member[]) {
  const byOwner = new Map<string, Member[]>();
  let unknown: Error | undefined;
  let unknownCount = 0;
  for (const notebook of notebooks) {
    try {
      const owner = notebook.props.user?.name ?? notebook.props.userId;
      if (owner) byOwner.set(owner, [...(byOwner.get(owner) ?? []), notebook]);
    } catch (error) {
      if (!isUnknownValueError(error)) throw error;
      unknown ??= error;
      unknownCount++;
    }
  }
  return { byOwner, unknown, unknownCount };
}
