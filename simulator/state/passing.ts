/** What takes a status and passes on to the next one by itself: mounts and saved images. */

interface Step {
  /** Where the status leads; undefined: it is gone then. */
  to: string | undefined;
  /** Where it leads if it fails, and which field says why. */
  failed?: string;
}

interface Entry<Item> {
  item: Item;
  since: number;
  failure?: string;
}

export class PassingStore<Item extends { id?: string; status?: string }> {
  private readonly entries = new Map<string, Entry<Item>>();

  /** @param explain what a failure adds to the item. */
  constructor(
    private readonly steps: Readonly<Record<string, Step>>,
    private readonly now: () => number,
    private readonly transitionMs: number,
    private readonly explain: (reason: string, status: string) => Partial<Item> = () => ({}),
  ) {}

  /** Keeps the item from now on in its status. */
  put(id: string, item: Item): Item {
    this.entries.set(id, { item, since: this.now() });
    return item;
  }

  /** Followed up to now; undefined once it is gone. */
  get(id: string): Item | undefined {
    const entry = this.entries.get(id);
    if (entry === undefined) return undefined;
    const step = this.steps[entry.item.status ?? ""];
    const at = entry.since + this.transitionMs;
    if (step === undefined || at > this.now()) return entry.item;
    const { item, failure } = entry;
    this.entries.delete(id);
    if (failure !== undefined && step.failed !== undefined) {
      const failed = { ...item, ...this.explain(failure, step.failed), status: step.failed };
      this.entries.set(id, { item: failed, since: at });
    } else if (step.to !== undefined) {
      this.entries.set(id, { item: { ...item, status: step.to }, since: at, failure });
    }
    return this.get(id);
  }

  /** In the order of their ids' coming. */
  list(): Item[] {
    return [...this.entries.keys()].flatMap((id) => this.get(id) ?? []);
  }

  /** What its status leads to fails; false where there is no such item. */
  fail(id: string, reason: string): boolean {
    const entry = this.entries.get(id);
    if (entry === undefined) return false;
    this.entries.set(id, { ...entry, failure: reason });
    return true;
  }

  /** At once; false if there was none. */
  remove(id: string): boolean {
    return this.entries.delete(id);
  }
}
