/** A wrong use of the pack. The SDK shows the message, so the message itself has the code. */
import type { MessageCode } from "pulumi-modelarts/messages/registry";

export class PackError extends Error {
  override readonly name = "PackError";

  constructor(
    readonly messageCode: MessageCode,
    message: string,
  ) {
    super(`${message} [${messageCode}]`);
  }
}
