/** Options that the commands of the model and the soak share. */
import { InvalidArgumentError } from "commander";
import type { FaultName } from "pulumi-modelarts-simulator";
import { possibleFaults } from "./faults";

export function parseCount(text: string): number {
  const count = Number(text);
  if (Number.isInteger(count) && count >= 0) return count;
  throw new InvalidArgumentError("It must be a whole number.");
}

export function parseFaults(text: string): readonly FaultName[] {
  if (text === "all") return possibleFaults;
  if (text === "none") return [];
  return text.split(",").map((name) => {
    const known = possibleFaults.find((each) => each === name);
    if (known !== undefined) return known;
    throw new InvalidArgumentError(
      `There is no fault "${name}". Known: ${possibleFaults.join(", ")}.`,
    );
  });
}
