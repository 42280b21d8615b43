/**
 * Calls a function in the program's own process, with the stack's configuration. Programs load this file with
 * their first call: it loads the API's client and its shapes.
 */
import { ModelArtsError } from "../client/errors";
import { Connections, type StackConfiguration } from "../config/connections";
import { call, checkArguments, type FunctionName } from "../resources/functions/functions";
import { splitLocation } from "../config/location";
import { secretOutputs } from "../engine/secrets";

/** The stack's configuration is the same for all calls of a process, and so are the clients made from it. */
let connections: Connections | undefined;

/**
 * @returns what was found, without secrets: the value of a promise would show them in plain text.
 * @throws ModelArtsError with everything that is wrong with the arguments or the configuration, or with the
 * API's error.
 */
export async function callFunction(
  name: FunctionName,
  args: object,
  stack: StackConfiguration,
): Promise<object> {
  connections ??= new Connections(stack, process.env);
  const configured = connections;
  const failures = [
    ...checkArguments(name, args),
    ...configured.failures(splitLocation(args).location),
  ];
  if (failures.length > 0) {
    const lines = failures.map(({ property, reason }) => `\n  - ${property}: ${reason}`);
    throw new ModelArtsError(
      "modelarts/invalid-input",
      `The arguments of ${name} are wrong:${lines.join("")}`,
    );
  }
  const found = await call((location) => ({ client: configured.client(location) }), name, args);
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
