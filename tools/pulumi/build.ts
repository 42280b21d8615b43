import { createHash } from "node:crypto";
import { chmodSync, copyFileSync, mkdirSync, readdirSync, readFileSync, renameSync } from "node:fs";
import { join } from "node:path";
import { cacheFolder, fillCache } from "./cache";
import { findGo, goEnvironment } from "./go";
import { every } from "./progress";
import { run } from "./run";
import type { Wanted } from "./wanted";

const CLI = "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi";
const SDK = "github.com/pulumi/pulumi/sdk/v3";
const DYNAMIC_PROVIDER = "pulumi-resource-pulumi-nodejs";

/** Where a CLI built from today's sources is, or would be: a changed host is another folder. */
export function builtFolder(version: string): string {
  const host = readdirSync(join(__dirname, "language-host")).map((name) =>
    join("language-host", name),
  );
  const hash = createHash("sha256");
  for (const name of ["go.mod", "go.sum", ...host.sort()])
    hash.update(`${name}\n`).update(readFileSync(join(__dirname, name)));
  return cacheFolder(version, `built-${hash.digest("hex").slice(0, 12)}`);
}

/** Builds the CLI and our language host into one folder, with the dynamic provider's script. */
export async function buildPulumi(
  { version, go }: Wanted,
  log: (line: string) => void,
): Promise<void> {
  await fillCache(builtFolder(version), async (temporary, signal) => {
    let doing = "looking for Go";
    const stop = every((seconds) => log(`still building after ${seconds} s: ${doing}`));
    try {
      const { command, origin } = await findGo(go, temporary, signal);
      log(`building with ${origin}`);
      const env = goEnvironment();
      const bin = join(temporary, "bin");
      mkdirSync(bin);

      let fetched = 0;
      let compiled = 0;
      const onLine = (line: string): void => {
        // `go build -v` names each package that it compiles, which cached ones are not.
        if (line.startsWith("go: downloading ")) fetched += 1;
        else if (/^[\w.~-]+(\/[\w.~-]+)*$/.test(line)) compiled += 1;
        doing = `${fetched} modules fetched, ${compiled} packages compiled, last ${line.replace("go: downloading ", "")}`;
      };
      doing = "reading the Go modules";
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

      // The CLI looks for these names beside itself; found elsewhere on PATH they bring a warning.
      renameSync(join(bin, "language-host"), join(bin, "pulumi-language-nodejs"));
      const sdk = await run(command, ["list", "-m", "-f", "{{.Dir}}", SDK], {
        cwd: __dirname,
        env,
        signal,
      });
      copyFileSync(
        join(sdk.trim(), "nodejs", "dist", DYNAMIC_PROVIDER),
        join(bin, DYNAMIC_PROVIDER),
      );
      chmodSync(join(bin, DYNAMIC_PROVIDER), 0o755); // in Go's module cache nothing has a run bit
      return bin;
    } finally {
      stop();
    }
  });
}
