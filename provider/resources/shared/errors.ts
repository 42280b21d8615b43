/** What can go wrong with a notebook although the API answered. Each constructor makes the sentence. */
import { ModelArtsError } from "../../client/errors";
import type { NotebookDetail } from "../../wire/notebook";

/** The notebook came into a status that it does not leave by itself. */
export class FailedStatusError extends ModelArtsError {
  override readonly name = "FailedStatusError";

  constructor(
    doing: string,
    id: string,
    readonly detail: Pick<NotebookDetail, "status" | "failReason">,
  ) {
    const reason = detail.failReason ?? "the API gives no reason";
    super(
      `${doing} failed: notebook ${id} is ${detail.status} (${reason.replace(/\.$/, "")}). ` +
        (remedies[detail.status ?? ""] ?? "Look at the notebook in the ModelArts console."),
    );
  }
}

const remedies: Readonly<Record<string, string>> = {
  CREATE_FAILED: "Mend the cause and run `pulumi up` again: the notebook is then replaced.",
  START_FAILED: "Mend the cause and run `pulumi up` again: the notebook is then started.",
  DELETE_FAILED: "Mend the cause and run the command again.",
  FROZEN: "Pay the open bills of the account: the notebook thaws afterwards.",
};

/** Refused before anything was changed: the engine keeps the state as it is. */
export class UnchangedError extends ModelArtsError {
  override readonly name = "UnchangedError";
}

/** A notebook that is only referred to does not exist. */
export class NotFoundError extends ModelArtsError {
  override readonly name = "NotFoundError";

  constructor(readonly id: string) {
    super(
      `Reading the notebook failed: there is no notebook ${id} in this project and region. ` +
        "Check the id, modelarts:projectId and modelarts:region.",
    );
  }
}

/** The notebook did not come where it should within its time. */
export class TimeoutError extends ModelArtsError {
  override readonly name = "TimeoutError";

  constructor(
    doing: string,
    id: string,
    readonly detail: { status?: string } | undefined,
    timeoutMs: number,
    cause?: Error,
    noun = "notebook",
  ) {
    const status = detail?.status ?? "in an unknown status";
    super(
      `${doing} took longer than ${Math.round(timeoutMs / 1000)} s: ${noun} ${id} is still ${status}. ` +
        (cause === undefined ? "" : `The last answer was an error: ${cause.message} `) +
        "Run the command again to go on waiting, or give it more time with customTimeouts.",
      { cause },
    );
  }
}

/**
 * The notebook exists, but is not as it should be. The engine keeps the id and the properties, and the
 * next `up` calls `update`. Source: the dynamic provider server of @pulumi/pulumi.
 */
export class PartialFailure extends ModelArtsError {
  override readonly name = "PartialFailure";
  readonly reasons: string[];

  constructor(
    readonly id: string,
    readonly properties: object,
    override readonly cause: Error,
  ) {
    super(cause.message, { cause });
    this.reasons = [cause.message];
  }
}

/** @throws ModelArtsError, always. */
export function throwGone({ doing, id }: { doing: string; id: string }, noun: string): never {
  throw new ModelArtsError(
    `${doing} failed: ${noun} ${id} is gone. ` +
      "Run `pulumi refresh`, then `pulumi up`, to have it created again.",
  );
}
