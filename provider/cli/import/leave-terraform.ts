/** What is left to do in Terraform after an import from its state. */
import { printMessage } from "../terminal/messages";
import { quoted } from "../terminal/shell";
import type { TerraformState } from "./terraform-state";

/** Prints the command, for a shell. @param found what the stack has, or is going to import. */
export function printStateRemoval(
  { resources }: TerraformState,
  found: readonly { id: string }[],
): void {
  const ids = new Set(found.map(({ id }) => id));
  const addresses = resources
    .filter(({ id, isDeposed }) => ids.has(id) && !isDeposed)
    .map(({ address }) => quoted(address));
  printMessage(
    "Terraform manages these resources, too. Once `pulumi preview` shows no change, take them out of Terraform's state, " +
      `before you delete them from its files: terraform state rm ${addresses.join(" ")}`,
  );
}
