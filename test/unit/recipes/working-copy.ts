/** A copy of the repository that a test can change, with the packages of the copy in its node_modules. */
import { spawnSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";

const ROOT = join(__dirname, "..", "..", "..");
const PACKAGES = ["provider", "policies", "simulator"];
const NOT_COPIED = ["node_modules", ".git"];

export interface Outcome {
  code: number | null;
  /** Standard output and standard error. */
  text: string;
}

export class WorkingCopy {
  readonly folder = mkdtempSync(join(tmpdir(), "modelarts-recipe-"));

  constructor() {
    const filter = (path: string) => !NOT_COPIED.includes(basename(path));
    cpSync(ROOT, this.folder, { recursive: true, filter });
    for (const folder of ["", ...PACKAGES]) this.link(join(folder, "node_modules"));
  }

  /** Links what is installed, but the packages of the workspace to those of the copy. */
  private link(folder: string): void {
    const installed = join(ROOT, folder);
    if (!existsSync(installed)) return;
    mkdirSync(join(this.folder, folder));
    for (const name of readdirSync(installed)) {
      const own = PACKAGES.find((each) => nameOf(each) === name);
      if (name.startsWith("@")) this.link(join(folder, name));
      else
        symlinkSync(
          join(own ? this.folder : installed, own ?? name),
          join(this.folder, folder, name),
        );
    }
  }

  read(file: string): string {
    return readFileSync(join(this.folder, file), "utf8");
  }

  has(file: string): boolean {
    return existsSync(join(this.folder, file));
  }

  write(file: string, text: string): void {
    writeFileSync(join(this.folder, file), text);
  }

  /** Makes the file as it is in the repository; a file that is not there is removed. */
  restore(file: string): void {
    const original = join(ROOT, file);
    if (existsSync(original)) this.write(file, readFileSync(original, "utf8"));
    else rmSync(join(this.folder, file), { force: true });
  }

  /** Runs a script of the repository's development, with Node. */
  run(...args: string[]): Outcome {
    const child = spawnSync(process.execPath, args, { cwd: this.folder, encoding: "utf8" });
    return { code: child.status, text: child.stdout + child.stderr };
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

function nameOf(folder: string): string {
  const { name } = JSON.parse(readFileSync(join(ROOT, folder, "package.json"), "utf8")) as {
    name: string;
  };
  return name;
}
