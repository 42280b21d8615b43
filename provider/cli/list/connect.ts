/** The API's client, and what the stack manages already. */
import type { Client } from "../../client/client";
import { ConfigurationError, ModelArtsError } from "../../client/errors";
import { Connections } from "../../config/connections";
import { readConfiguration, readManaged, type Configuration, type Managed } from "../import/stack";

interface Wanted {
  stack?: string;
  connection?: string;
  run?: boolean;
  excludeManaged?: boolean;
}

/** Configured as the stack is, then as the environment is; without a stack by the environment alone. */
export async function connect({ stack, connection }: Wanted): Promise<Client> {
  const known = await readConfiguration(stack);
  const isUnknown = "reason" in known;
  if (isUnknown && stack !== undefined) throw notRead("the configuration", stack, known.reason);
  const configuration: Configuration = isUnknown ? {} : known;
  try {
    return new Connections((key) => configuration[key], process.env).client({ connection });
  } catch (error) {
    if (!(error instanceof ConfigurationError) || !isUnknown) throw error;
    throw new ConfigurationError(
      `${error.message}\nA stack's configuration could not be asked: ${known.reason}.`,
      { cause: error },
    );
  }
}

/** Without a stack nothing is managed, unless it was asked for. */
export async function managedNotebooks({ stack, ...asked }: Wanted): Promise<Managed> {
  const managed = await readManaged(stack);
  if (!("reason" in managed)) return managed;
  const isNeeded = stack !== undefined || asked.run === true || asked.excludeManaged === true;
  if (isNeeded) throw notRead("the state", stack, managed.reason);
  return { ids: new Map(), names: new Set(), untaken: new Set() };
}

function notRead(what: string, stack: string | undefined, reason: string): ModelArtsError {
  const which = stack === undefined ? "the current stack" : `stack ${stack}`;
  return new ModelArtsError(`Reading ${what} of ${which} failed: ${reason.replace(/\.$/, "")}.`);
}
