/** Journals in folders of their own, which are made with the first entry and removed at the end of the process. */
import { randomUUID } from "node:crypto";
import { rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Journal } from "../../../provider/journal/journal";

export function temporaryJournal(): Journal {
  return journalIn(temporaryHome());
}

export function journalIn(home: string): Journal {
  return new Journal(home, (line) => {
    throw new Error(line);
  });
}

export function temporaryHome(): string {
  if (homes.length === 0) {
    process.once("exit", () => {
      for (const home of homes) rmSync(home, { recursive: true, force: true });
    });
  }
  const home = join(tmpdir(), `modelarts-home-${randomUUID()}`);
  homes.push(home);
  return home;
}

const homes: string[] = [];
