/** Records the exchanges of a run, and writes them with placeholders for ids, names and secrets. */
import { writeFileSync } from "node:fs";
import { Pool, defaultLimits, type Outgoing } from "../../../provider/client/pool";
import type { Answer } from "../../../provider/client/receiver";
import type { Settings } from "../../../provider/client/settings";
import type { CloudName } from "../../../provider/wire/facts/clouds";
import type { Pace } from "../pace";
import type { Wishes } from "../plan";
import { FORMAT, type RecordedExchange, type Recording } from "./format";
import { Placeholders } from "./placeholders";

interface Session {
  cloud: CloudName;
  settings: Settings;
  wishes: Wishes;
  pace: Pace;
  now: () => number;
}

interface Kept {
  outgoing: Outgoing;
  /** Milliseconds since 1970 (UTC). */
  sentAt: number;
  answeredAt: number;
  /** Undefined if no answer came. */
  answer: Answer | undefined;
}

/** The headers of answers that a recording keeps. */
const keptHeaders = ["date", "content-type", "retry-after"];

export class RecordingPool extends Pool {
  private readonly kept: Kept[] = [];
  private readonly began: number;

  constructor(private readonly session: Session) {
    super(session.settings, defaultLimits);
    this.began = session.now();
  }

  override async send(outgoing: Outgoing): Promise<Answer> {
    const sentAt = this.session.now();
    const kept: Kept = { outgoing, sentAt, answeredAt: sentAt, answer: undefined };
    // A login is not recorded: it is about credentials only.
    if (outgoing.exchange.service !== "iam") this.kept.push(kept);
    try {
      return (kept.answer = await super.send(outgoing));
    } finally {
      kept.answeredAt = this.session.now();
    }
  }

  write(file: string): void {
    writeFileSync(file, `${JSON.stringify(this.recording(), undefined, 2)}\n`);
  }

  recording(): Recording {
    const { cloud, settings, wishes, pace } = this.session;
    const placeholders = new Placeholders();
    const { kind: _, ...credentials } = settings.credentials;
    placeholders.inJson(credentials); // Makes them known, since messages may quote them.
    const [first] = this.kept;
    const project = first?.outgoing.url.pathname.split("/")[2] ?? "";
    const exchanges = () => this.kept.map((kept) => this.exchange(kept, placeholders));
    // Twice: an early message may quote a text that only a later answer makes known.
    exchanges();
    return {
      format: FORMAT,
      cloud,
      began: new Date(this.began).toISOString(),
      project: placeholders.project(decodeURIComponent(project)),
      wishes: {
        name: wishes.name,
        isEverything: wishes.isEverything,
        ...(wishes.flavor !== undefined && { flavor: wishes.flavor }),
        ...(wishes.image !== undefined && { image: placeholders.of(wishes.image, "image-id") }),
        ...(wishes.keyPair !== undefined && {
          keyPair: placeholders.of(wishes.keyPair, "key-pair-names"),
        }),
      },
      pace,
      exchanges: exchanges(),
    };
  }

  private exchange({ outgoing, sentAt, answeredAt, answer }: Kept, placeholders: Placeholders) {
    const { exchange, url, body } = outgoing;
    const headers = keptHeaders.flatMap((name) => {
      const value = answer?.headers[name];
      return value === undefined ? [] : [[name, value] as const];
    });
    return {
      at: sentAt - this.began,
      ms: answeredAt - sentAt,
      method: exchange.method,
      path: placeholders.inPath(url.pathname),
      query: placeholders.inJson(Object.fromEntries(url.searchParams)) as Record<string, string>,
      ...(body !== undefined && { body: placeholders.inJson(parsed(body)) }),
      ...(answer && { status: answer.status }),
      headers: Object.fromEntries(headers),
      ...(answer && answer.text !== "" && { answer: placeholders.inJson(parsed(answer.text)) }),
    } satisfies RecordedExchange;
  }
}

/** An answer that is not JSON is the page of some web server: the recording keeps its length only. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return { not_json: text.length };
  }
}
