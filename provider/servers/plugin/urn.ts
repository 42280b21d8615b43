/** What identifies a resource of the plugin in every run of its stack. */
import { journalKey } from "../../engine/journal-key";

/** @param urn `urn:pulumi:<stack>::<project>::<types>::<name>`. The plugin does not know the organization. */
export function keyOf(urn: string): string {
  const [start = "", project = "", ...parts] = urn.split("::");
  return journalKey({ project, stack: start.replace(/^urn:pulumi:/, "") }, parts);
}
