/** The format of a recording: a file that `--record` writes. */
import { readFileSync } from "node:fs";
import { z } from "zod";
import { ModelArtsError } from "../../../provider/client/errors";
import { cloudNames } from "../../../provider/wire/facts/clouds";

export const FORMAT = "pulumi-modelarts-conformance/1";

const Exchange = z.object({
  /** When the request was sent, in milliseconds since the run began. */
  at: z.number(),
  /** How long the answer took, in milliseconds. */
  ms: z.number(),
  method: z.string(),
  path: z.string(),
  query: z.record(z.string(), z.string()),
  body: z.unknown().optional(),
  /** Missing if no answer came. */
  status: z.number().optional(),
  headers: z.record(z.string(), z.string()),
  answer: z.unknown().optional(),
});

export const Recording = z.object({
  format: z.literal(FORMAT),
  cloud: z.enum(cloudNames),
  /** When the run began, as an ISO 8601 date. */
  began: z.iso.datetime(),
  /** The placeholder of the project id. */
  project: z.string(),
  /** What the run was asked for, so that a replay asks for the same. */
  wishes: z.object({
    name: z.string(),
    flavor: z.string().optional(),
    image: z.string().optional(),
    keyPair: z.string().optional(),
    isEverything: z.boolean(),
  }),
  /** The run's pauses, so that the clock of a replay advances as the run's clock did. */
  pace: z.object({
    firstMs: z.number(),
    mostMs: z.number(),
    settleMs: z.number(),
    changeMs: z.number(),
    walkMs: z.number(),
  }),
  exchanges: z.array(Exchange),
});

export type Recording = z.output<typeof Recording>;
export type RecordedExchange = z.output<typeof Exchange>;

/** @throws ModelArtsError if the file can't be read, or is not a recording. */
export function readRecording(file: string): Recording {
  try {
    return Recording.parse(JSON.parse(readFileSync(file, "utf8")));
  } catch (error) {
    const why = error instanceof z.ZodError ? z.prettifyError(error) : (error as Error).message;
    throw new ModelArtsError(
      "modelarts/conformance",
      `Reading the recording ${file} failed: ${why}`,
      { cause: error },
    );
  }
}
