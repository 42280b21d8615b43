/** The name of a notebook that declares none. */
import { CheckRequest } from "@pulumi/pulumi/proto/provider_pb";
import { keyOf } from "./urn";

/** The API allows 128 characters; the rest is for the suffix that makes the name unique. */
const MAX_PREFIX = 120;

/**
 * Pulumi's usual automatic name, or the one that `pulumi:autonaming` in the stack's configuration asks for. The digits
 * are made from the URN, so that every run makes the same name: the engine's seed is another one in each run.
 *
 * @returns undefined if the user has switched automatic names off.
 */
export function automaticName(request: CheckRequest): string | undefined {
  const { DISABLE, ENFORCE } = CheckRequest.AutonamingOptions.Mode;
  const options = request.getAutonaming();
  if (options?.getMode() === DISABLE) return undefined;
  const proposed = options?.getProposedName() ?? "";
  if (options?.getMode() === ENFORCE) return proposed;
  if (proposed !== "") return valid(proposed);
  const logical = request.getName() || (request.getUrn().split("::").at(-1) ?? "notebook");
  const digits = keyOf(request.getUrn()).slice(0, 7);
  return `${valid(logical).slice(0, MAX_PREFIX)}-${digits}`;
}

function valid(name: string): string {
  return name.replace(/[^-\w]/g, "-").slice(0, 128);
}
