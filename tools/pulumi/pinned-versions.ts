/** Versions of the CLI and of Go, as package.json and go.mod pin them. */
import { readFileSync } from "node:fs";
import { join } from "node:path";

export interface PinnedVersions {
  /** The version of the CLI: that of `@pulumi/pulumi`, so that both use the same protocol. */
  version: string;
  /** The oldest Go that builds the CLI. */
  go: string;
}

/** @throws Error if package.json does not pin one version, or go.mod would build another. */
export function readPinnedVersions(
  packageJson = join(__dirname, "..", "..", "package.json"),
  goMod = join(__dirname, "go.mod"),
): PinnedVersions {
  const { dependencies, devDependencies } = JSON.parse(readFileSync(packageJson, "utf8")) as Record<
    string,
    Record<string, string> | undefined
  >;
  const version = { ...dependencies, ...devDependencies }["@pulumi/pulumi"];
  if (version === undefined || !/^\d+\.\d+\.\d+$/.test(version)) {
    throw new Error(
      `${packageJson} must pin @pulumi/pulumi to one version, since it decides which Pulumi CLI is used; it says ${JSON.stringify(version)}`,
    );
  }
  const module = readFileSync(goMod, "utf8");
  for (const name of ["pkg/v3", "sdk/v3"].map((path) => `github.com/pulumi/pulumi/${path}`)) {
    const required = new RegExp(`^(?:require)?\\s*${name} v(\\S+)`, "m").exec(module)?.[1];
    if (required !== version) {
      throw new Error(
        `package.json pins @pulumi/pulumi ${version}, but ${goMod} requires ${name} ${required ?? "nowhere"}: ` +
          `run "go get ${name}@v${version} && go mod tidy" in its folder`,
      );
    }
  }
  const go = /^go (\d+\.\d+(?:\.\d+)?)$/m.exec(module)?.[1];
  if (!go) throw new Error(`${goMod} has no line "go <version>"`);
  return { version, go };
}

/** Compares versions such as `1.25.3`. */
export const isAtLeast = (version: string, minimum: string): boolean =>
  version.localeCompare(minimum, "en", { numeric: true }) >= 0;
