/** Every rule of the pack. */
import type { Rule } from "./rule";
import { disallowDuplicates } from "./rules/disallow-duplicates";
import { requireAutoStop } from "./rules/require-auto-stop";
import { requireSshWhitelist } from "./rules/require-ssh-whitelist";

export const rules: readonly Rule[] = [requireSshWhitelist, requireAutoStop, disallowDuplicates];
