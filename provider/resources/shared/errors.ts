/** Errors of operations on resources, other than failed requests. Each constructor writes its message. */
import { messageCodeOf, ModelArtsError } from "../../client/errors";
import type { OverriddenRegion } from "../../client/settings";
import type { NotebookDetail } from "../../wire/notebook";

/** The notebook reached a failed status. */
export class FailedStatusError extends ModelArtsError {
  override readonly name = "FailedStatusError";

  constructor(
    doing: string,
    id: string,
    readonly detail: Pick<NotebookDetail, "status" | "failReason">,
  ) {
    const reason = detail.failReason ?? "the API gives no reason";
    super(
      detail.status === "FROZEN" ? "modelarts/frozen" : "modelarts/failed-status",
      `${doing} failed: notebook ${id} is ${detail.status} (${reason.replace(/\.$/, "")}). ` +
        (remedies[detail.status ?? ""] ?? "Look at the notebook in the ModelArts console."),
    );
  }
}

const remedies: Readonly<Record<string, string>> = {
  CREATE_FAILED: "Fix the cause and run `pulumi up` again: the notebook is then replaced.",
  START_FAILED: "Fix the cause and run `pulumi up` again: the notebook is then started.",
  DELETE_FAILED: "Fix the cause and run the command again.",
  FROZEN: "Pay the account's open bills: ModelArts then unfreezes the notebook.",
};

/** The update was refused before it changed anything: the engine keeps the old state. */
export class UnchangedError extends ModelArtsError {
  override readonly name = "UnchangedError";
}

/** Why a resource can't be read that does not exist, as half a sentence. */
export function notFoundReason(id: string, noun = "notebook"): string {
  return (
    `there is no ${noun} ${id} in this project and region. ` +
    "Check the id, modelarts:projectId and modelarts:region"
  );
}

/** The resource that a function, `.get` or an import asks for does not exist. */
export class NotFoundError extends ModelArtsError {
  override readonly name = "NotFoundError";

  constructor(
    readonly id: string,
    noun = "notebook",
  ) {
    super("modelarts/not-found", `Reading the ${noun} failed: ${notFoundReason(id, noun)}.`);
  }
}

/**
 * The resource is not at the endpoint that an environment variable names, and the stack's configuration names a region:
 * the resource may exist there. It must not fall out of the state for a variable that was left over.
 */
export class OtherEndpointError extends ModelArtsError {
  override readonly name = "OtherEndpointError";

  constructor(
    noun: string,
    id: string,
    endpoint: string,
    { region, setting, variable }: OverriddenRegion,
  ) {
    super(
      "modelarts/other-endpoint",
      `Reading the ${noun} failed: there is no ${noun} ${id} at ${endpoint}, which ${variable} names, and the stack is ` +
        `for region ${region} (${setting}). The ${noun} stays in the state, since it may exist in that region. Unset ` +
        `${variable}; or, if the stack belongs to ${endpoint}, run \`pulumi config set modelarts:endpoint ${endpoint}\`.`,
    );
  }
}

/** The resource did not reach the wanted status in time. */
export class TimeoutError extends ModelArtsError {
  override readonly name = "TimeoutError";

  constructor(
    doing: string,
    /** Empty before the resource has an id. */
    id: string,
    readonly detail: { status?: string } | undefined,
    timeoutMs: number,
    cause?: Error,
    noun = "notebook",
  ) {
    const status = detail?.status ?? "in an unknown status";
    const isKnown = id !== "";
    super(
      "modelarts/timeout",
      `${doing} took longer than ${Math.round(timeoutMs / 1000)} s` +
        (isKnown ? `: ${noun} ${id} is still ${status}. ` : ". ") +
        (cause === undefined ? "" : `The last answer was an error: ${cause.message} `) +
        (isKnown
          ? "Run the command again to go on waiting, or give it more time with customTimeouts."
          : "If the API is only slow, give it more time with customTimeouts."),
      { cause },
    );
  }
}

/**
 * The resource exists, but the operation failed. The engine keeps the id and the properties, and the next `up`
 * calls `update`. Source: the dynamic provider server of @pulumi/pulumi.
 */
export class PartialFailure extends ModelArtsError {
  override readonly name = "PartialFailure";
  reasons: string[];

  constructor(
    readonly id: string,
    readonly properties: object,
    override readonly cause: Error,
  ) {
    super(messageCodeOf(cause), cause.message, { cause });
    this.reasons = [cause.message];
  }
}

/** @throws ModelArtsError, always. */
export function throwGone({ doing, id }: { doing: string; id: string }, noun: string): never {
  throw new ModelArtsError(
    "modelarts/gone",
    `${doing} failed: ${noun} ${id} is gone. ` +
      "Run `pulumi refresh`, then `pulumi up`, to create it again.",
  );
}
