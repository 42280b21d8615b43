/** The connections of a run, which keep every exchange, so that it can be written with stand-ins. */
import { writeFileSync } from "node:fs";
import { Pool, defaultLimits, type Answer, type Outgoing } from "../../../provider/client/pool";
import type { Settings } from "../../../provider/client/settings";
import type { CloudName } from "../../../provider/wire/clouds";
import type { Pace } from "../pace";
import type { Wishes } from "../plan";
import { FORMAT, type RecordedExchange, type Recording } from "./format";
import { StandIns } from "./stand-ins";

interface Session {
  cloud: CloudName;
  settings: Settings;
  wishes: Wishes;
  pace: Pace;
  now: () => number;
}

interface Kept {
  outgoing: Outgoing;
  sent: number;
  answered: number;
  /** Undefined where none came. */
  answer: Answer | undefined;
}

/** Answer headers that say something about the API. */
const headersThatMatter = ["date", "content-type", "retry-after"];

export class RecordingPool extends Pool {
  private readonly kept: Kept[] = [];
  private readonly began: number;

  constructor(private readonly session: Session) {
    super(session.settings, defaultLimits);
    this.began = session.now();
  }

  override async send(outgoing: Outgoing): Promise<Answer> {
    const kept: Kept = { outgoing, sent: this.session.now(), answered: 0, answer: undefined };
    // A login is left out: it holds little but credentials.
    if (outgoing.exchange.service !== "iam") this.kept.push(kept);
    try {
      return (kept.answer = await super.send(outgoing));
    } finally {
      kept.answered = this.session.now();
    }
  }

  write(file: string): void {
    writeFileSync(file, `${JSON.stringify(this.recording(), undefined, 2)}\n`);
  }

  recording(): Recording {
    const { cloud, settings, wishes, pace } = this.session;
    const standIns = new StandIns();
    const { kind: _, ...credentials } = settings.credentials;
    standIns.inJson(credentials); // Messages may quote them.
    const [first] = this.kept;
    const project = first?.outgoing.url.pathname.split("/")[2] ?? "";
    const exchanges = () => this.kept.map((kept) => this.exchange(kept, standIns));
    // Twice, since an early message may quote what a later answer makes known.
    exchanges();
    return {
      format: FORMAT,
      cloud,
      began: new Date(this.began).toISOString(),
      project: standIns.project(decodeURIComponent(project)),
      wishes: {
        name: wishes.name,
        isEverything: wishes.isEverything,
        ...(wishes.flavor !== undefined && { flavor: wishes.flavor }),
        ...(wishes.image !== undefined && { image: standIns.of(wishes.image, "image-id") }),
        ...(wishes.keyPair !== undefined && {
          keyPair: standIns.of(wishes.keyPair, "key-pair-names"),
        }),
      },
      pace,
      exchanges: exchanges(),
    };
  }

  private exchange({ outgoing, sent, answered, answer }: Kept, standIns: StandIns) {
    const { exchange, url, body } = outgoing;
    const headers = headersThatMatter.flatMap((name) => {
      const value = answer?.headers[name];
      return value === undefined ? [] : [[name, value] as const];
    });
    return {
      at: sent - this.began,
      ms: answered - sent,
      method: exchange.method,
      path: standIns.inPath(url.pathname),
      query: standIns.inJson(Object.fromEntries(url.searchParams)) as Record<string, string>,
      ...(body !== undefined && { body: standIns.inJson(parsed(body)) }),
      ...(answer && { status: answer.status }),
      headers: Object.fromEntries(headers),
      ...(answer && answer.text !== "" && { answer: standIns.inJson(parsed(answer.text)) }),
    } satisfies RecordedExchange;
  }
}

/** What is not JSON is a page of somebody's web server: only its length is kept. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return { not_json: text.length };
  }
}
