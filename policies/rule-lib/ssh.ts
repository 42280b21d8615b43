/** What rules about SSH endpoints share. */

/** The whitelist's name in messages. */
export const WHITELIST = "endpoints[SSH].allowedAccessIps";

/** For examples: a notebook with an SSH endpoint and this whitelist. */
export function ssh(...allowedAccessIps: string[]) {
  return { endpoints: [{ service: "SSH", allowedAccessIps }] };
}
