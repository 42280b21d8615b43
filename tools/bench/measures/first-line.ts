/** The first line of a server's output: usually its port. */
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";

/** @throws Error if the output ends before. */
export async function firstLine(output: Readable): Promise<string> {
  for await (const line of createInterface({ input: output })) return line.trim();
  throw new Error("The process ended without a line.");
}
