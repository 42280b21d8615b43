/** A headless Chromium. Where there is none, it is installed, or the test fails and says so: it is never skipped. */
import { execFileSync, spawn, type ChildProcess } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { accessSync, constants, existsSync } from "node:fs";
import { setTimeout } from "node:timers/promises";
import CDP from "chrome-remote-interface";

export interface Browser {
  cdp: CDP.Client;
  /** What the expression comes to, which must be JSON. */
  evaluate<T>(expression: string): Promise<T>;
  close(): Promise<void>;
}

export async function openBrowser(): Promise<Browser> {
  const path = findChromium() ?? installChromium();
  const profile = mkdtempSync(join(tmpdir(), "modelarts-chromium-"));
  const args = ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"];
  const child = spawn(
    path,
    [...args, "--remote-debugging-port=0", `--user-data-dir=${profile}`, "about:blank"],
    { stdio: "ignore" },
  );
  const cdp = await CDP({ port: await portOf(child, profile) });
  return {
    cdp,
    evaluate: async <T>(expression: string) => {
      const { result, exceptionDetails } = await cdp.Runtime.evaluate({
        expression,
        returnByValue: true,
        awaitPromise: true,
      });
      if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? expression);
      return result.value as T;
    },
    close: async () => {
      const ended = new Promise((resolve) => child.once("exit", resolve));
      await cdp.Browser.close();
      await ended;
      rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

function findChromium(): string | undefined {
  const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
  const folders = (process.env["PATH"] ?? "").split(delimiter);
  const paths = names.flatMap((name) => folders.map((folder) => join(folder, name)));
  return [process.env["CHROMIUM"] ?? "", ...paths].find(isExecutable);
}

/** Debian's package, where that can be done without asking. */
function installChromium(): string {
  const isRoot = process.getuid?.() === 0;
  if (isRoot && existsSync("/usr/bin/apt-get")) {
    console.error("test: installing chromium (apt-get), which is needed once …");
    const options = { stdio: ["ignore", 2, 2] as ("ignore" | number)[], env: ENVIRONMENT };
    execFileSync("apt-get", ["update", "-qq"], options);
    execFileSync(
      "apt-get",
      ["install", "-y", "-qq", "--no-install-recommends", "chromium"],
      options,
    );
  }
  const path = findChromium();
  if (path !== undefined) return path;
  throw new Error(
    "The report's page is tested in Chromium, and there is none. Install it, e.g. with " +
      "apt-get install chromium, or name one that is elsewhere in CHROMIUM.",
  );
}

const ENVIRONMENT = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return path !== "";
  } catch {
    return false;
  }
}

/** Chromium writes the port that it took into its profile. */
async function portOf(child: ChildProcess, profile: string): Promise<number> {
  const file = join(profile, "DevToolsActivePort");
  const end = Date.now() + 60_000;
  while (Date.now() < end && child.exitCode === null) {
    const port = existsSync(file) ? Number(readFileSync(file, "utf8").split("\n")[0]) : 0;
    if (port > 0) return port;
    await setTimeout(50);
  }
  throw new Error(`Chromium did not start: exit code ${child.exitCode}`);
}
