/**
 * Without the program, the engine configures a provider with what its state recorded: the configuration of the last
 * update. Settings that were made since then are missing there.
 */
import { ConfigurationError } from "../../client/errors";

const RULE =
  "`pulumi refresh` and `pulumi destroy` do not run the program, and have the stack configuration of the last " +
  "`pulumi up`. If you have changed that configuration since, add --run-program, or run `pulumi up` first.";

/** For an operation that may run without the program. @throws the error, with that rule if a setting is missing or wrong. */
export function sayLastUp(error: unknown): never {
  if (!(error instanceof ConfigurationError)) throw error;
  throw new ConfigurationError("modelarts/last-up", `${error.message}\n${RULE}`, { cause: error });
}
