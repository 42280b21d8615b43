/**
 * What the next run must know if this one is killed: one small file for each unfinished piece of work, in the folder
 * of the Pulumi CLI. The engine records nothing until an operation has ended, so without these files a kill between
 * two requests would leave no trace. docs/decisions/journal.md says why.
 */
import { createHash } from "node:crypto";
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { withCode } from "../wire/printable";
import { Creates, type CreateEntry } from "./creates";

/** An update has stopped a notebook that must run again. */
export interface RestartEntry {
  kind: "restart";
  /** The notebook's id. */
  key: string;
}

export type Entry = CreateEntry | RestartEntry;
type EntryOf<K extends Entry["kind"]> = Extract<Entry, { kind: K }>;

export class Journal {
  readonly creates: Creates;
  private hasWarned = false;

  /**
   * @param warn is told once if the folder can't be written. The work goes on without the journal then.
   * @param backend the URL of the backend. The keys of creates contain a digest of the URL.
   */
  constructor(
    private readonly folder: string,
    private readonly warn: (line: string) => void,
    backend = "",
  ) {
    this.creates = new Creates(this, backend === "" ? "" : digestOf(backend).slice(0, 16));
  }

  /** Writes the entry to the disk before it returns. An older entry of the same kind and key is replaced. */
  write(entry: Entry): void {
    const file = this.fileOf(entry.kind, entry.key);
    try {
      mkdirSync(this.folder, { recursive: true, mode: 0o700 });
      // A reader never sees half an entry: the finished file gets its name in one step.
      const draft = `${file}.${process.pid}`;
      const descriptor = openSync(draft, "w", 0o600);
      try {
        writeSync(descriptor, JSON.stringify(entry));
        fsyncSync(descriptor);
      } finally {
        closeSync(descriptor);
      }
      renameSync(draft, file);
    } catch (error) {
      this.warnOnce(error as Error);
    }
  }

  /** @returns undefined if there is no entry, or if the file can't be read. */
  find<K extends Entry["kind"]>(kind: K, key: string): EntryOf<K> | undefined {
    return this.read(this.fileOf(kind, key)) as EntryOf<K> | undefined;
  }

  /** The entries of one kind. */
  list<K extends Entry["kind"]>(kind: K): EntryOf<K>[] {
    // Each diff looks here, mostly in vain. A look costs less than an error that is thrown and caught.
    if (!existsSync(this.folder)) return [];
    let names: string[];
    try {
      names = readdirSync(this.folder);
    } catch {
      return [];
    }
    return names
      .filter((name) => name.startsWith(`${kind}-`) && name.endsWith(".json"))
      .map((name) => this.read(join(this.folder, name)))
      .filter((entry) => entry !== undefined) as EntryOf<K>[];
  }

  remove(kind: Entry["kind"], key: string): void {
    try {
      rmSync(this.fileOf(kind, key), { force: true });
    } catch (error) {
      this.warnOnce(error as Error);
    }
  }

  /** The file of an entry, whether it exists or not. */
  fileOf(kind: Entry["kind"], key: string): string {
    return join(this.folder, `${kind}-${digestOf(key).slice(0, 32)}.json`);
  }

  private read(file: string): Entry | undefined {
    if (!existsSync(file)) return undefined;
    try {
      return JSON.parse(readFileSync(file, "utf8")) as Entry;
    } catch {
      return undefined;
    }
  }

  private warnOnce(error: Error): void {
    if (this.hasWarned) return;
    this.hasWarned = true;
    this.warn(
      withCode(
        `the journal in ${this.folder} can't be written (${error.message}). If this run is killed, the next one ` +
          "may create a notebook a second time, or leave one stopped.",
        "modelarts/journal",
      ),
    );
  }
}

/** The journal's folder: below PULUMI_HOME, as the CLI finds it. */
export function journalFolder(environment: Readonly<Record<string, string | undefined>>): string {
  const home = environment["PULUMI_HOME"] ?? "";
  return join(home === "" ? join(homedir(), ".pulumi") : home, "modelarts", "journal");
}

/** SHA-256, in hexadecimal digits. */
export function digestOf(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
