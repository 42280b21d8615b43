/** Counts the outcomes by class and violation, and prints them. */
import { groupsOf } from "./groups";
import { violationNames, type Outcome } from "./verdict";

/** The lines for a case in which something is wrong; none for any other. */
export function failureLines(outcome: Outcome): string[] {
  const { name, violations, isLimit } = outcome;
  if (!isViolated(outcome)) return [];
  return [
    `${isLimit ? "KNOWN LIMIT" : "FAILED"} ${name}`,
    ...violations.map(({ name: what, detail }) => `  ${what}: ${inOneLine(detail)}`),
  ];
}

/**
 * Prints the counts, and the line that closes every test command.
 *
 * @param title what was run, e.g. the seed.
 * @returns whether all cases passed.
 */
export function report(
  outcomes: readonly Outcome[],
  print: (line: string) => void,
  title: string,
): boolean {
  print(`\n${title}`);
  for (const [name, cases] of groupsOf(outcomes, (each) => each.class)) {
    const count = (is: (outcome: Outcome) => boolean | undefined) => cases.filter(is).length;
    print(
      `\n${name}: ${cases.length} cases, ${count(hasPassed)} passed, ${count(hasFailed)} failed, ` +
        `${count((each) => each.isLimit && isViolated(each))} known limits, ` +
        `${count((each) => each.isUnmet && !isViolated(each))} whose fault did not happen`,
    );
    for (const what of violationNames) {
      print(`  ${what}: ${count(({ violations }) => violations.some((one) => one.name === what))}`);
    }
  }
  const [passed, failed] = [outcomes.filter(hasPassed).length, outcomes.filter(hasFailed).length];
  print(`\n${passed} passed, ${failed} failed`);
  return failed === 0;
}

const isViolated = ({ violations }: Outcome) => violations.length > 0;

/** A case whose fault did not happen has neither passed nor failed, unless something is wrong. */
export const hasFailed = (outcome: Outcome) => isViolated(outcome) && outcome.isLimit !== true;
const hasPassed = (outcome: Outcome) => !isViolated(outcome) && outcome.isUnmet !== true;

function inOneLine(text: string): string {
  const line = text.replace(/\s*\n\s*/g, " | ");
  return line.length > 400 ? `${line.slice(0, 400)} …` : line;
}
