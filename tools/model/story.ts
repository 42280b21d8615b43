/** What has happened in one sequence so far, and what the model expects because of that. */
import type { FaultName, WireNotebook } from "pulumi-modelarts-simulator";
import { Engine, type Program, type Step } from "./engine";
import type { Expected } from "./expectation";
import { noteEndedLeases } from "./lease-ends";
import type { Sequence } from "./sequence";
import type { PlannedFault, World } from "./world";

export interface Counts {
  operations: number;
  failed: number;
  requests: number;
  faults: Map<FaultName, number>;
}

const MAX_REQUESTS = 1500;

export interface Lost {
  slot: string;
  /** The error of the create names the notebook's id, and says what to do with it. */
  isNamed: boolean;
}

export class Story {
  /** What is wrong, each beginning with a kind such as "doubled: ". */
  readonly complaints: string[] = [];
  readonly counts: Counts;
  readonly engine: Engine;
  readonly program: Program = {};
  /** By id: the notebooks that the state holds or held. */
  readonly expected = new Map<string, Expected>();
  /** By id: notebooks that no stack manages, as they were made. */
  readonly foreign = new Map<string, WireNotebook>();
  /** By id: notebooks that failed creates have made without telling the engine. */
  readonly lost = new Map<string, Lost>();
  /** Slots whose creation is unknown to the product: it takes a colleague's look-alike for the lost notebook. */
  readonly unknownCreates = new Set<string>();
  /** Ids of look-alikes that a create has taken, until its end. */
  readonly lookAlikes = new Set<string>();
  lastFailedCreate: Step | undefined;

  constructor(
    readonly sequence: Sequence,
    readonly world: World,
    readonly trace: (line: string) => void,
  ) {
    this.engine = new Engine(world, () => world.newJournal());
    this.counts = { operations: 0, failed: 0, requests: 0, faults: world.happened };
  }

  complain(kind: string, text: string): void {
    this.complaints.push(`${kind}: ${text}`);
    this.trace(`  !!! ${kind}: ${text}`);
  }

  book(id: string | undefined): WireNotebook | undefined {
    return id === undefined ? undefined : this.world.simulator.notebooks.get(id);
  }

  /** Notebooks that are in no state and no colleague's. */
  unknown(): WireNotebook[] {
    const { resources, replaced } = this.engine.store;
    const known = new Set([
      ...[...resources.values()].map(({ id }) => id),
      ...replaced.map(({ resource }) => resource.id),
      ...this.foreign.keys(),
    ]);
    return this.world.books().filter(({ id, status }) => !known.has(id) && status !== "DELETING");
  }

  async advance(ms: number): Promise<void> {
    await this.passing(() => {
      this.world.advance(ms);
      return Promise.resolve();
    });
  }

  /** Notebooks whose lease ends while `work` is done may be stopped by that. */
  private async passing<Result>(work: () => Promise<Result>): Promise<Result> {
    const before = new Map(this.world.books().map((book) => [book.id, book]));
    const result = await work();
    for (const [id, expected] of this.expected) {
      const books = { before: before.get(id), after: this.book(id) };
      noteEndedLeases(expected, books, this.world.clock.now(), this.engine.mayRestart(id));
    }
    return result;
  }

  /**
   * Lets the engine work while these faults happen.
   *
   * @returns its steps, and the books before them.
   */
  async run(faults: readonly PlannedFault[], work: () => Promise<Step[]>): Promise<Played> {
    const { world } = this;
    world.requests();
    const before = new Map(world.books().map((book) => [book.id, book]));
    const steps = await this.passing(() => world.withFaults(faults, work));
    const requests = world.requests();
    this.counts.requests += requests.length;
    for (const line of requests) this.trace(`    ${line}`);
    if (requests.length > MAX_REQUESTS) {
      this.complain("too many requests", `${requests.length} in one operation`);
    }
    return { steps, faults, before };
  }
}

export interface Played {
  steps: Step[];
  faults: readonly PlannedFault[];
  /** By id. */
  before: ReadonlyMap<string, WireNotebook>;
}
