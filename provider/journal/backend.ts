/**
 * Which backend the stacks of this process are in, as far as a provider can know without reading Pulumi's credentials.
 * Two backends may have stacks of the same names, whose URNs are then the same.
 */

/** The URL in the environment; empty if `pulumi login` or Pulumi.yaml has chosen the backend. */
export function backendUrl(environment: Readonly<Record<string, string | undefined>>): string {
  return (environment["PULUMI_BACKEND_URL"] ?? "").replace(/\/+$/, "");
}
