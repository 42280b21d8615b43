/** What several rules say of SSH endpoints. */

/** The whitelist as messages call it, in a declaration and in a live notebook alike. */
export const WHITELIST = "endpoints[SSH].allowedAccessIps";

/** For examples: a notebook with an SSH endpoint and its whitelist. */
export function ssh(...allowedAccessIps: string[]) {
  return { endpoints: [{ service: "SSH", allowedAccessIps }] };
}
