/**
 * The dynamic provider server of @pulumi/pulumi prints the errors that it returns, with their stacks,
 * and the engine shows both. This keeps it from printing those that say all by themselves.
 */
import { ModelArtsError } from "../client/errors";

type Method = (...args: never[]) => Promise<unknown>;

export function saidOnce<Provider extends Record<string, Method>>(provider: Provider): Provider {
  const returned = new Set<string>();
  const print = console.error;
  console.error = (...args: unknown[]) => {
    if (!returned.delete(String(args[0]))) print(...args);
  };
  const quiet = (method: Method): Method => {
    return async (...args) => {
      try {
        return await method(...args);
      } catch (error) {
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
