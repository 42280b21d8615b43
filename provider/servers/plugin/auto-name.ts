/** The name of a notebook whose program gives it none. */
import { createHash } from "node:crypto";
import { CheckRequest } from "@pulumi/pulumi/proto/provider_pb";

/** The API takes 128; the rest is for what makes the name unique. */
const MAX_PREFIX = 120;

/**
 * Pulumi's usual automatic name, or what `pulumi:autonaming` of the stack's configuration makes of it.
 * The engine's seed makes it the same in a preview and the update after it.
 *
 * @returns undefined where the user has switched automatic names off.
 */
export function automaticName(request: CheckRequest): string | undefined {
  const { DISABLE, ENFORCE } = CheckRequest.AutonamingOptions.Mode;
  const options = request.getAutonaming();
  if (options?.getMode() === DISABLE) return undefined;
  const proposed = options?.getProposedName() ?? "";
  if (options?.getMode() === ENFORCE) return proposed;
  if (proposed !== "") return valid(proposed);
  const logical = request.getName() || (request.getUrn().split("::").at(-1) ?? "notebook");
  const seed = request.getRandomseed_asU8();
  const digits = createHash("sha256").update(seed).digest("hex").slice(0, 7);
  return `${valid(logical).slice(0, MAX_PREFIX)}-${digits}`;
}

function valid(name: string): string {
  return name.replace(/[^-\w]/g, "-").slice(0, 128);
}
