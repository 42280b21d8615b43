/** Builds the Pulumi CLI from its Go modules, with our own language host. */
import { createHash } from "node:crypto";
import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  symlinkSync,
} from "node:fs";
import { join } from "node:path";
import { cacheFolder, fillCache } from "./cache";
import { findGo, goEnvironment } from "./go";
import { every } from "./progress";
import { run } from "./run";
import type { PinnedVersions } from "./pinned-versions";

const CLI = "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi";
const SDK = "github.com/pulumi/pulumi/sdk/v3";
const DYNAMIC_PROVIDER = "pulumi-resource-pulumi-nodejs";
const hostOf = (language: string) => `pulumi-language-${language}`;
/** The languages whose SDKs the language host generates, and whose programs it does not run. */
const SDK_LANGUAGES = ["python", "go"];

/** The cache folder of a CLI built from the current sources: a change of go.mod or the language host gives another. */
export function builtFolder(version: string): string {
  const host = readdirSync(join(__dirname, "language-host")).map((name) =>
    join("language-host", name),
  );
  const hash = createHash("sha256");
  for (const name of ["go.mod", "go.sum", ...host.sort()])
    hash.update(`${name}\n`).update(readFileSync(join(__dirname, name)));
  return cacheFolder(version, `built-${hash.digest("hex").slice(0, 12)}`);
}

/** Builds the CLI and our language host into one cache folder, and adds the dynamic provider's script. */
export async function buildPulumi(
  { version, go }: PinnedVersions,
  log: (line: string) => void,
): Promise<void> {
  await fillCache(builtFolder(version), async (temporary, signal) => {
    let progress = "looking for Go";
    const stop = every((seconds) => log(`still building after ${seconds} s: ${progress}`));
    try {
      const { command, origin } = await findGo(go, temporary, signal);
      log(`building with ${origin}`);
      const env = goEnvironment();
      const bin = join(temporary, "bin");
      mkdirSync(bin);

      let fetched = 0;
      let compiled = 0;
      const onLine = (line: string): void => {
        // `go build -v` prints each package that it compiles; it does not compile cached ones.
        if (line.startsWith("go: downloading ")) fetched += 1;
        else if (/^[\w.~-]+(\/[\w.~-]+)*$/.test(line)) compiled += 1;
        progress = `${fetched} modules fetched, ${compiled} packages compiled, last ${line.replace("go: downloading ", "")}`;
      };
      progress = "reading the Go modules";
      const flags = `-s -w -X ${SDK}/go/common/version.Version=v${version}`;
      const args = [
        "build",
        "-v",
        "-mod=readonly",
        "-buildvcs=false",
        "-ldflags",
        flags,
        "-o",
        `${bin}/`,
        CLI,
        "./language-host",
      ];
      await run(command, args, { cwd: __dirname, env, signal, onLine });

      // The CLI finds these names in its own folder; if they are elsewhere on PATH, it prints a warning.
      renameSync(join(bin, "language-host"), join(bin, hostOf("nodejs")));
      for (const language of SDK_LANGUAGES)
        symlinkSync(hostOf("nodejs"), join(bin, hostOf(language)));
      const sdk = await run(command, ["list", "-m", "-f", "{{.Dir}}", SDK], {
        cwd: __dirname,
        env,
        signal,
      });
      copyFileSync(
        join(sdk.trim(), "nodejs", "dist", DYNAMIC_PROVIDER),
        join(bin, DYNAMIC_PROVIDER),
      );
      chmodSync(join(bin, DYNAMIC_PROVIDER), 0o755); // files in Go's module cache are not executable
      return bin;
    } finally {
      stop();
    }
  });
}
