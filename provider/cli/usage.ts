/** The command line itself is wrong: nothing was sent, and the exit code is 2. */
import { InvalidArgumentError } from "commander";
import { ModelArtsError } from "../client/errors";

import type { Tag } from "./list/list";
import { statusNames } from "../wire/statuses";

export class UsageError extends ModelArtsError {
  override readonly name = "UsageError";
}

/** A status in any case; the API's own filter finds nothing for one that it doesn't know. */
export function parseStatus(text: string): string {
  const status = text.toUpperCase();
  if ((statusNames as string[]).includes(status)) return status;
  throw new InvalidArgumentError(`It must be one of ${statusNames.join(", ")}.`);
}

export function parseTag(text: string, tags: readonly Tag[] = []): Tag[] {
  const [, key, value] = /^([^=]+)=(.*)$/s.exec(text) ?? [];
  if (key !== undefined && value !== undefined) return [...tags, { key, value }];
  throw new InvalidArgumentError("It must be key=value, such as team=vision.");
}

export function parseText(text: string): string {
  // The API takes an empty filter for none, so a variable that is not set would choose everything.
  if (text.trim() !== "") return text;
  throw new InvalidArgumentError("It must not be empty.");
}
