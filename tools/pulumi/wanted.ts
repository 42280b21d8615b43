import { readFileSync } from "node:fs";
import { join } from "node:path";

/** What package.json and go.mod ask for. Nothing else in this folder knows a version. */
export interface Wanted {
  /** The version of the CLI: that of `@pulumi/pulumi`, so that both speak the same protocol. */
  version: string;
  /** The oldest Go that builds it. */
  go: string;
}

/** Reads the pinned version, and makes sure that go.mod would build the same one. */
export function readWanted(
  packageJson = join(__dirname, "..", "..", "package.json"),
  goMod = join(__dirname, "go.mod"),
): Wanted {
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

/** Compares versions of numbers and dots. */
export const isAtLeast = (version: string, minimum: string): boolean =>
  version.localeCompare(minimum, "en", { numeric: true }) >= 0;
