import { closeSync, openSync, writeSync } from "node:fs";

/** One request, as the log has it. Never a secret: no header, no body. */
export interface LogEntry {
  /** When it came, as an ISO 8601 date. */
  time: string;
  method: string;
  path: string;
  query: Record<string, string>;
  status: number;
  /** `error_code` of the answer. */
  code: string | null;
  /** How long it took. */
  ms: number;
}

export interface Log {
  write(entry: LogEntry): void;
  close(): void;
}

/** Written through to the file at once, so that whoever has the answer finds the line. */
export function openLog(file: string): Log {
  const descriptor = open(file);
  return {
    write: (entry) => void writeSync(descriptor, `${JSON.stringify(entry)}\n`),
    close: () => closeSync(descriptor),
  };
}

/** No query of the API is secret, but somebody might put a token there by mistake. */
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
