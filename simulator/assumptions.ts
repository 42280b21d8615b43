/** Chooses and parses the value of each assumption: a fact of the API that published sources dispute. */
import {
  assumedValues,
  assumptionNames,
  assumptions,
  type AssumedValues,
  type AssumptionName,
} from "pulumi-modelarts/wire/facts/assumptions";
import { cloudNames, type CloudName } from "pulumi-modelarts/wire/facts/clouds";

/**
 * The cloud's default values, overridden by the chosen ones.
 *
 * @throws Error that lists the known clouds, assumptions or values.
 */
export function chooseAssumptions(
  cloud: CloudName,
  chosen: Partial<AssumedValues> = {},
): AssumedValues {
  if (!cloudNames.includes(cloud)) {
    throw new Error(`There is no cloud ${String(cloud)}. Known: ${cloudNames.join(", ")}.`);
  }
  const given = Object.entries(chosen).filter(([, value]) => value !== undefined);
  for (const [name, value] of given) checkAssumption(name, value);
  return { ...assumedValues(cloud), ...Object.fromEntries(given) };
}

/**
 * Parses `name=value,name=value`, the argument of the command line's `--assume`.
 *
 * @throws Error that lists the known assumptions or values.
 */
export function parseAssumptions(text: string): Partial<AssumedValues> {
  const pairs = text.split(",").map((pair): [string, string] => {
    const [name = "", ...value] = pair.trim().split("=");
    checkAssumption(name, value.join("="));
    return [name, value.join("=")];
  });
  return Object.fromEntries(pairs);
}

function checkAssumption(name: string, value: string): void {
  if (!Object.hasOwn(assumptions, name)) {
    throw new Error(`There is no assumption "${name}". Known: ${assumptionNames.join(", ")}.`);
  }
  const values = Object.keys(assumptions[name as AssumptionName].values);
  if (!values.includes(value)) {
    throw new Error(`The assumption ${name} is ${values.join(" or ")}, not "${value}".`);
  }
}
