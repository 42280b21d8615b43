/** The one notebook of a run on its way through its life. */
import type { Client } from "../../provider/client/client";
import { isUnsure } from "../../provider/client/errors";
import type { NotebookDetail } from "../../provider/wire/notebook";
import { busyVolumeStatuses } from "../../provider/wire/volume";
import { lease, lookFor, sendCreate, watchCreation, type Creation } from "./create";
import { attempt, type Outcome } from "./outcome";
import type { Plan } from "./plan";
import { isMoving, Polling, WalkError, type PollingParts } from "./polling";
import { remove } from "./remove";

export interface WalkParts extends PollingParts {
  client: Client;
  plan: Plan;
  /** A line for the user who waits. */
  progress: (line: string) => void;
}

/** How long a notebook is looked for whose create had no usable answer: the list may lag behind. */
const LOOK_MS = 60_000;

type Update = NonNullable<Parameters<Client["updateNotebook"]>[0]["body"]>;
type Updated = Awaited<ReturnType<Client["updateNotebook"]>>;

export class Walk {
  readonly client: Client;
  readonly plan: Plan;
  /** Known from the moment in which the create was answered. */
  id: string | undefined;
  private readonly polling: Polling;
  private readonly made = new Map<unknown, Promise<unknown>>();
  /** Whether the create failed in a way that leaves open whether it took place. */
  private isUnsure = false;
  private broken: WalkError | undefined;

  constructor(private readonly parts: WalkParts) {
    this.client = parts.client;
    this.plan = parts.plan;
    this.polling = new Polling(parts);
  }

  /** Whether no further check can be made. */
  get hasEnded(): boolean {
    return this.broken !== undefined;
  }

  /** Makes a step that several checks look at, once. */
  once<Result>(step: (walk: Walk) => Promise<Result>): Promise<Result> {
    const made = this.made.get(step) ?? step(this);
    this.made.set(step, made);
    return made as Promise<Result>;
  }

  /** Creates the notebook and watches it until it runs. */
  creation(): Promise<Creation> {
    return this.once(this.create);
  }

  /** Brings the notebook into a status, from whichever it has. Returns it as it then is. */
  async be(goal: "RUNNING" | "STOPPED"): Promise<NotebookDetail> {
    await this.creation();
    return this.unbroken(async () => {
      const detail = await this.settled();
      if (detail.status === goal) return detail;
      const { id } = detail;
      const isStart = goal === "RUNNING";
      this.parts.progress(isStart ? "starting the notebook" : "stopping the notebook");
      return this.insist(goal, () =>
        isStart
          ? this.client.startNotebook({ id, query: lease })
          : this.client.stopNotebook({ id }),
      );
    });
  }

  async show(): Promise<NotebookDetail> {
    if (this.id === undefined) throw new WalkError("There is no notebook.");
    return this.client.showNotebook({ id: this.id });
  }

  async update(body: Update): Promise<Outcome<Updated>> {
    const { id } = await this.show();
    return this.patiently(() => this.client.updateNotebook({ id, body }));
  }

  /** Sends a request, again while another operation is still running. */
  async patiently<Answer>(send: () => Promise<Answer>): Promise<Outcome<Answer>> {
    for (const pause of this.polling.turns()) {
      const outcome = await attempt(send());
      if (!("refused" in outcome) || outcome.refused.meaning !== "busy") return outcome;
      await pause();
    }
    throw new WalkError("The notebook stayed busy: another operation is running.");
  }

  /** Looks a few times for what was asked for; undefined if it does not show. */
  async shows(isShown: (detail: NotebookDetail) => boolean): Promise<NotebookDetail | undefined> {
    let looks = 5;
    for (const pause of this.polling.turns()) {
      const detail = await this.show();
      if (isShown(detail)) return detail;
      if (--looks === 0) return undefined;
      await pause();
    }
    return undefined;
  }

  /** Waits until a lease that is stamped anew can be told from one that is not. */
  async settle(): Promise<void> {
    await this.parts.clock.sleep(this.parts.pace.settleMs, this.parts.signal);
  }

  /** Waits until the notebook and its disk do nothing. */
  async settled(): Promise<NotebookDetail> {
    return this.polling.watch({
      look: () => this.show(),
      what: "has come to rest",
      isDone: (detail) =>
        !isMoving(detail) && !busyVolumeStatuses.includes(detail.volume?.status ?? ""),
    });
  }

  /** Deletes the notebook. Does nothing if there is none. No signal interrupts this. */
  async end(): Promise<void> {
    const { clock, pace, progress } = this.parts;
    if (this.isUnsure) {
      progress("looking for the notebook, whose create had no usable answer");
      const { name } = this.plan;
      this.id ??= await lookFor(this.client, name, new Polling({ clock, pace }, LOOK_MS));
      if (this.id === undefined) {
        throw new WalkError("The create had no usable answer, and the list does not show it.");
      }
    }
    if (this.id === undefined) return;
    progress("deleting the notebook");
    await remove(this.client, this.id, new Polling({ clock, pace }, pace.changeMs));
  }

  private readonly create = (): Promise<Creation> =>
    this.unbroken(async () => {
      const { clock, progress, signal } = this.parts;
      signal?.throwIfAborted();
      progress(`creating ${this.plan.name}`);
      const { id, answer } = await sendCreate(this.client, this.plan).catch((error: unknown) => {
        this.isUnsure = isUnsure(error);
        throw error;
      });
      this.id = id;
      return watchCreation(this.client, id, answer, this.polling, () => clock.now());
    });

  /** Sends a start or stop until the notebook has got there. */
  private async insist(goal: string, send: () => Promise<unknown>): Promise<NotebookDetail> {
    for (const pause of this.polling.turns()) {
      const outcome = await attempt(send());
      if (!("refused" in outcome)) break;
      if (outcome.refused.meaning === "fail") throw outcome.refused;
      const detail = await this.settled();
      if (detail.status === goal) return detail;
      await pause();
    }
    return this.polling.watch({
      look: () => this.show(),
      what: `is ${goal}`,
      isDone: ({ status }) => status === goal,
    });
  }

  /** Whatever fails on the way to a status ends the walk. */
  private async unbroken<Result>(step: () => Promise<Result>): Promise<Result> {
    if (this.broken !== undefined) throw this.broken;
    try {
      return await step();
    } catch (error) {
      const { message } = error as Error;
      this.broken = error instanceof WalkError ? error : new WalkError(message, { cause: error });
      throw this.broken;
    }
  }
}
