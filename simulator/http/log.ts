/** The log of requests. */
import { closeSync, openSync, writeSync } from "node:fs";

/** A request in the log. It has no header and no body, and so no secret. */
export interface LogEntry {
  /** When the request came, as an ISO 8601 date. */
  time: string;
  method: string;
  path: string;
  query: Record<string, string>;
  status: number;
  /** The error code of the answer; null if the operation succeeded. */
  code: string | null;
  /** How long the answer took, in milliseconds. */
  ms: number;
}

export interface Log {
  write(entry: LogEntry): void;
  close(): void;
}

/**
 * Writes each line at once, so that a client that has the answer finds the line in the file.
 *
 * @throws Error if the file can't be written.
 */
export function openLog(file: string): Log {
  const descriptor = open(file);
  let isOpen = true;
  return {
    // A request that waited until its connection was closed may end after the simulator.
    write: (entry) => void (isOpen && writeSync(descriptor, `${JSON.stringify(entry)}\n`)),
    close() {
      isOpen = false;
      closeSync(descriptor);
    },
  };
}

/** Masks parameters that look like a secret: the API has none, but a client may send one by mistake. */
export function loggedQuery(query: URLSearchParams): Record<string, string> {
  return Object.fromEntries(
    [...query].map(([name, value]) => [
      name,
      /token|secret|password|signature|access/i.test(name) ? "***" : value,
    ]),
  );
}

function open(file: string): number {
  try {
    return openSync(file, "a");
  } catch (error) {
    throw new Error(`The log ${file} can't be written: ${(error as Error).message}`, {
      cause: error,
    });
  }
}
