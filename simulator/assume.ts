/** Which value each disputed fact of the API has in a simulator. */
import {
  assumedValues,
  assumptionNames,
  assumptions,
  type AssumedValues,
  type AssumptionName,
} from "pulumi-modelarts/wire/assumptions";
import { cloudNames, type CloudName } from "pulumi-modelarts/wire/clouds";

/**
 * The values of the cloud, with those that are asked for in their place.
 *
 * @throws Error naming the clouds, the facts or the values that there are.
 */
export function assumed(cloud: CloudName, asked: Partial<AssumedValues> = {}): AssumedValues {
  if (!cloudNames.includes(cloud)) {
    throw new Error(`There is no cloud ${String(cloud)}. Known: ${cloudNames.join(", ")}.`);
  }
  const given = Object.entries(asked).filter(([, value]) => value !== undefined);
  for (const [name, value] of given) checkAssumption(name, value);
  return { ...assumedValues(cloud), ...Object.fromEntries(given) };
}

/** Reads `name=value,name=value`, as `--assume` of the command line has it. */
export function readAssumptions(text: string): Partial<AssumedValues> {
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
