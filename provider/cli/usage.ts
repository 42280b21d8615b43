/** Wrong command lines, and the values of options. */
import { InvalidArgumentError } from "commander";
import { ModelArtsError } from "../client/errors";
import type { MessageCode } from "../messages/registry";
import { statusNames } from "../wire/facts/statuses";
import type { Tag } from "./list/list-notebooks";

/** The command line, or what a file holds that it names, is wrong. Nothing was sent, and the exit code is 2. */
export class UsageError extends ModelArtsError {
  override readonly name = "UsageError";

  constructor(message: string, messageCode: MessageCode = "modelarts/usage") {
    super(messageCode, message);
  }
}

/** A status in upper or lower case. The API finds nothing for an unknown status, so it is refused here. */
export function parseStatus(text: string): string {
  const status = text.toUpperCase();
  if ((statusNames as string[]).includes(status)) return status;
  throw new InvalidArgumentError(`It must be one of ${statusNames.join(", ")}.`);
}

/** Adds one more `key=value` to the tags. */
export function parseTag(text: string, tags: readonly Tag[] = []): Tag[] {
  const [, key, value] = /^([^=]+)=(.*)$/s.exec(text) ?? [];
  if (key !== undefined && value !== undefined) return [...tags, { key, value }];
  throw new InvalidArgumentError("It must be key=value, such as team=vision.");
}

/** A text that is not empty. */
export function parseText(text: string): string {
  // The API ignores an empty filter, so an unset shell variable would select everything.
  if (text.trim() !== "") return text;
  throw new InvalidArgumentError("It must not be empty.");
}
