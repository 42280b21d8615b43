/**
 * The functions as programs call them: straight from their own process, with the stack's configuration.
 * Loaded with the first call, since it loads the API's client and its shapes.
 */
import { ModelArtsError } from "../client/errors";
import { Connections, type StackConfiguration } from "../config/connections";
import { call, checkArguments, type FunctionName } from "../resources/functions/functions";
import { splitLocation } from "../config/location";
import { secretOutputs } from "../engine/secrets";

let connections: Connections | undefined;

/**
 * @returns what was found, without secrets: a promise would give them in the clear.
 * @throws ModelArtsError with everything that is wrong with the arguments, or what the API answered.
 */
export async function askApi(
  name: FunctionName,
  given: object,
  stack: StackConfiguration,
): Promise<object> {
  connections ??= new Connections(stack, process.env);
  const here = connections;
  const failures = [
    ...checkArguments(name, given),
    ...here.failures(splitLocation(given).location),
  ];
  if (failures.length > 0) {
    const lines = failures.map(({ property, reason }) => `\n  - ${property}: ${reason}`);
    throw new ModelArtsError(`The arguments of ${name} are wrong:${lines.join("")}`);
  }
  const found = await call((location) => ({ client: here.client(location) }), name, given);
  return withoutSecrets(found) as object;
}

function withoutSecrets(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutSecrets);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => !secretOutputs.includes(key))
      .map(([key, item]) => [key, withoutSecrets(item)]),
  );
}
