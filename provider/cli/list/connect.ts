/** The API's client with the stack's configuration, and the resources that the stack manages. */
import type { Client } from "../../client/client";
import { ConfigurationError, ModelArtsError } from "../../client/errors";
import { isAnyMissing, NotConfiguredError } from "../../config/advice";
import { Connections, type ResolvedLocation } from "../../config/connections";
import { readConfiguration, readManaged, type Configuration, type Managed } from "../pulumi/stack";

interface ConnectOptions {
  stack?: string;
  connection?: string;
}

/**
 * A client with the stack's configuration, and the environment's for what the stack does not set. Without a
 * current stack, the environment's alone.
 *
 * @throws ModelArtsError if `stack` can't be read, ConfigurationError if the configuration is incomplete.
 */
export async function connect(options: ConnectOptions): Promise<Client> {
  return (await connectTo(options)).client;
}

export interface Connected {
  client: Client;
  /** Where the client sends its requests. A login by password may be needed to learn the project. */
  location(): Promise<ResolvedLocation>;
}

/** The same client as `connect`, and where its requests go. */
export async function connectTo({ stack, connection }: ConnectOptions): Promise<Connected> {
  const answer = await readConfiguration(stack);
  const isUnknown = "reason" in answer;
  if (isUnknown && stack !== undefined) {
    throw stackError("the configuration", stack, answer.reason);
  }
  const configuration: Configuration = isUnknown ? {} : answer;
  try {
    const connections = new Connections((key) => configuration[key], process.env);
    const client = connections.client({ connection });
    return { client, location: () => connections.resolve({ connection }) };
  } catch (error) {
    if (!(error instanceof ConfigurationError) || !isUnknown) throw error;
    // A stack may have what is missing. It does not correct what the environment has.
    if (error instanceof NotConfiguredError && !isAnyMissing(error.problems)) throw error;
    throw new ConfigurationError(
      error.messageCode,
      `${error.message}\nThe configuration of a stack could not be read: ${answer.reason}.`,
      { cause: error },
    );
  }
}

/**
 * @param isRequired true if an error of pulumi is an error of the command; else nothing counts as managed then.
 * @throws ModelArtsError if the stack can't be read, and it was named or is required.
 */
export async function managedResources(
  { stack }: Pick<ConnectOptions, "stack">,
  isRequired: boolean,
): Promise<Managed> {
  const managed = await readManaged(stack);
  if (!("reason" in managed)) return managed;
  if (isRequired || stack !== undefined) throw stackError("the state", stack, managed.reason);
  return { ids: new Map(), names: new Set(), imported: new Set() };
}

function stackError(what: string, stack: string | undefined, reason: string): ModelArtsError {
  const which = stack === undefined ? "the current stack" : `stack ${stack}`;
  return new ModelArtsError(
    "modelarts/stack-unreadable",
    `Reading ${what} of ${which} failed: ${reason.replace(/\.$/, "")}.`,
  );
}
