/**
 * What package.json says of the package and its publisher. Whoever publishes the package fills in the addresses; none
 * is invented, and one that is missing is left out of the schema.
 */
export interface Manifest {
  version: string;
  homepage?: string;
  repository?: string | { url: string };
  author?: string | { name: string };
  /** Settings of Pulumi's that npm has no field for. */
  pulumi?: {
    /** A URL of a picture. */
    logo?: string;
    /** Where `pulumi plugin install` finds the plugin's archives: a URL, or `github://api.github.com/OWNER/NAME`. */
    server?: string;
    /** The import path of the published SDK for Go. */
    goImportBasePath?: string;
  };
}

/** The addresses as a package schema has them. Source: the schema reference of Pulumi packages. */
export function addressesOf({ homepage, repository, author, pulumi = {} }: Manifest): object {
  const url = typeof repository === "object" ? repository.url : repository;
  return {
    homepage,
    repository: url?.replace(/^git\+/, "").replace(/\.git$/, ""),
    publisher: typeof author === "object" ? author.name : author,
    logoUrl: pulumi.logo,
    pluginDownloadURL: pulumi.server,
  };
}
