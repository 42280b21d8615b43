/** The plugin's archives, as `pulumi plugin install` downloads them from the publisher's server. */
import { mkdirSync, readdirSync } from "node:fs";
import { join, relative } from "node:path";
import { create } from "tar";
import { npm } from "./npm";

/** As Pulumi names them. The archives differ in nothing but their names: the plugin is JavaScript, and needs Node. */
const platforms = ["linux-amd64", "linux-arm64", "darwin-amd64", "darwin-arm64"];

/**
 * Installs the packed provider with its dependencies, at the newest versions that its ranges allow today, and writes an
 * archive for each platform.
 *
 * @param tarball the provider's, in `folder`, where the archives are written, too.
 * @param scratch a folder, which is made.
 * @returns the names of the archives.
 */
export function pluginArchives(
  folder: string,
  tarball: string,
  version: string,
  scratch: string,
): string[] {
  const install = ["install", "--prefix", scratch, "--install-strategy=nested", "--omit=dev"];
  const quiet = ["--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline"];
  mkdirSync(scratch);
  npm([...install, ...quiet, join(folder, tarball)], scratch);
  const cwd = join(scratch, "node_modules", "pulumi-modelarts");
  const files = readdirSync(cwd, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => relative(cwd, join(entry.parentPath, entry.name)))
    .sort();
  return platforms.map((platform) => {
    const name = `pulumi-resource-modelarts-v${version}-${platform}.tar.gz`;
    // Without owners, and with one time for all files: the bytes follow from the versions alone.
    const options = {
      cwd,
      file: join(folder, name),
      gzip: true,
      portable: true,
      sync: true,
    } as const;
    create({ ...options, mtime: new Date(0), noDirRecurse: true }, files);
    return name;
  });
}
