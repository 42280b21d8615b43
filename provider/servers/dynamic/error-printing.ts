/**
 * The dynamic provider server of @pulumi/pulumi prints the errors that it returns, with their stacks,
 * and the engine shows both. This keeps it from printing those that say all by themselves, and says what
 * is wrong with the configuration at one resource in full.
 */
import { ConfigurationError, ModelArtsError } from "../../client/errors";

type Method = (...args: never[]) => Promise<unknown>;

export function printOnce<Provider extends Record<string, Method>>(provider: Provider): Provider {
  const returned = new Set<string>();
  const said = new Set<string>();
  const print = console.error;
  console.error = (...args: unknown[]) => {
    if (!returned.delete(String(args[0]))) print(...args);
  };
  const quiet = (method: Method): Method => {
    return async (...args) => {
      try {
        return await method(...args);
      } catch (thrown) {
        const error = thrown instanceof ConfigurationError ? inShort(thrown, said) : thrown;
        // Just what the server prints; if it ever prints something else, it is only said twice again.
        if (error instanceof ModelArtsError) returned.add(`${error}: ${error.stack}`);
        throw error;
      }
    };
  };
  return Object.fromEntries(
    Object.entries(provider).map(([name, method]) => [name, quiet(method)]),
  ) as Provider;
}

/** What is missing is said once, however many resources miss it. */
function inShort(error: ConfigurationError, said: Set<string>): ConfigurationError {
  const isNew = !said.has(error.message);
  said.add(error.message);
  if (isNew) return error;
  const [title, more] = error.message.split(":\n", 2);
  const what = more === undefined ? "The configuration is wrong" : title;
  return new ConfigurationError(`${what}, as another resource's error says.`);
}
