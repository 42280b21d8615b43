/** What the soak expects of each notebook, and how the simulator's books are compared with it. */
import { faults as faultTable, type Fault, type FaultName } from "pulumi-modelarts-simulator";
import type { WireNotebook } from "pulumi-modelarts-simulator";
import type { Inputs } from "../../provider/resources/notebook/applied-inputs";
import { UnchangedError } from "../../provider/resources/shared/errors";
import { notebookStatuses, type NotebookStatus } from "../../provider/wire/facts/statuses";
import type { Engine, Program } from "../model/engine";
import {
  applied,
  attempted,
  differences,
  hooksOf,
  newExpected,
  unasked,
  type Expected,
} from "../model/expectation";
import { leaseEnd, noteEndedLeases } from "../model/lease-ends";
import type { World } from "../model/world";

/** Longer than the faults can delay a status, by the service's clock. */
const LONGEST_REST_MS = 60 * 60_000;
const LOOK_EVERY_MS = 2000;
/** Between the end of an operation and the look at its notebook, by the service's clock. */
const LOOK_AFTER_MS = 2 * 60_000;

export class Books {
  private readonly expected = new Map<string, Expected>();
  /** By id, as they were when they were last looked at. */
  private readonly seen = new Map<string, WireNotebook>();
  /** Some faults change notebooks, which nobody has asked for. */
  private readonly areDisturbed: boolean;

  constructor(
    private readonly world: World,
    private readonly engine: Engine,
    private readonly program: Program,
    faults: readonly FaultName[],
  ) {
    this.areDisturbed = faults.some((name) => {
      const { changeNotebook }: Fault = faultTable[name];
      return changeNotebook !== undefined;
    });
  }

  get(id: string | undefined): WireNotebook | undefined {
    return id === undefined ? undefined : this.world.simulator.notebooks.get(id);
  }

  /** The notebook now, and what is expected of it, now that its lease may have ended. */
  look(id: string): { book?: WireNotebook; known?: Expected } {
    const [book, known] = [this.get(id), this.expected.get(id)];
    if (book === undefined || known === undefined) return { book, known };
    const books = { before: this.seen.get(id), after: book };
    noteEndedLeases(known, books, this.world.clock.now(), this.engine.mayRestart(id));
    this.seen.set(id, book);
    return { book, known };
  }

  /**
   * A create or an update of this notebook has ended.
   *
   * @returns what is wrong with a success.
   */
  noteChange(id: string, inputs: Inputs, error: Error | undefined): string[] {
    if (!this.expected.has(id)) this.expected.set(id, newExpected(inputs));
    const { book, known } = this.look(id);
    if (known === undefined) return [];
    if (error !== undefined || book === undefined) {
      if (!(error instanceof UnchangedError)) attempted(known, inputs);
      return [];
    }
    known.hooks = hooksOf(inputs);
    const found = this.wrong(inputs, book, known);
    if (found.length === 0) applied(known, inputs, book);
    else attempted(known, inputs);
    return this.areDisturbed ? [] : found;
  }

  /** Waits until the service has ended what it has begun. @returns false if there was nothing to wait for. */
  async rest(id: string): Promise<boolean> {
    const { clock } = this.world;
    const isMoving = () => notebookStatuses[this.get(id)?.status as NotebookStatus] === "moving";
    if (!isMoving()) return false;
    for (const end = clock.now() + LONGEST_REST_MS; isMoving() && clock.now() < end;) {
      await clock.sleep(LOOK_EVERY_MS);
    }
    return true;
  }

  /** @returns what is wrong with the notebook of this slot; empty if nothing is. */
  judge(slot: string): string[] {
    const { book, known } = this.look(this.engine.store.resources.get(slot)?.id ?? "");
    const inputs = this.program[slot];
    if (inputs === undefined) return [];
    return book && known ? this.wrong(inputs, book, known) : ["it does not exist"];
  }

  private wrong(inputs: Inputs, book: WireNotebook, known: Expected): string[] {
    const now = this.world.clock.now();
    const found = [...differences(inputs, book, known, now).must, ...unasked(inputs, book, known)];
    // A lease that ends just before the look also stops a notebook that is declared as RUNNING.
    const sinceEnd = now - leaseEnd(book);
    const isStopped = book.status === "STOPPING" || book.status === "STOPPED";
    if (!isStopped || sinceEnd < 0 || sinceEnd > LOOK_AFTER_MS) return found;
    return found.filter((text) => text !== "desiredStatus" && text !== "left in status STOPPING");
  }
}
