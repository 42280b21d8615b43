/**
 * Mounts and saved images, whose statuses change after a time. A status is computed when somebody reads the
 * item: nothing here waits.
 */

/** Where a status leads after the transition time. */
export interface Transition {
  /** The next status; undefined if the item is then gone. */
  to: string | undefined;
  /**
   * The next status of an item that fails. If undefined, this transition can't fail; the failure applies to the next
   * one that can.
   */
  failed?: string;
}

interface Entry<Item> {
  item: Item;
  /** When the item got its status, in milliseconds since 1970 (UTC). */
  since: number;
  /** Why the item will fail. */
  failureReason?: string;
}

export class StatusStore<Item extends { id?: string; status?: string }> {
  private readonly entries = new Map<string, Entry<Item>>();

  /**
   * @param transitions by the status that they lead from; other statuses stay.
   * @param failureFields the fields that a failed item gets, from the reason and its new status.
   */
  constructor(
    private readonly transitions: Readonly<Record<string, Transition>>,
    private readonly now: () => number,
    private readonly transitionMs: number,
    private readonly failureFields: (reason: string, status: string) => Partial<Item> = () => ({}),
  ) {}

  /** Stores the item; the time of its status begins now. */
  put(id: string, item: Item): Item {
    this.entries.set(id, { item, since: this.now() });
    return item;
  }

  /** The item with its status of this moment; undefined if there is none, or none any more. */
  get(id: string): Item | undefined {
    const entry = this.entries.get(id);
    if (entry === undefined) return undefined;
    const { item, since, failureReason } = entry;
    const transition = this.transitions[item.status ?? ""];
    const at = since + this.transitionMs;
    if (transition === undefined || at > this.now()) return item;
    this.entries.delete(id);
    const { to, failed } = transition;
    if (failureReason !== undefined && failed !== undefined) {
      const fields = this.failureFields(failureReason, failed);
      this.entries.set(id, { item: { ...item, ...fields, status: failed }, since: at });
    } else if (to !== undefined) {
      this.entries.set(id, { item: { ...item, status: to }, since: at, failureReason });
    }
    return this.get(id);
  }

  /** All items, in the order in which they were stored. */
  list(): Item[] {
    return [...this.entries.keys()].flatMap((id) => this.get(id) ?? []);
  }

  /** Makes the item's next transition that can fail do so; false if there is no such item. */
  fail(id: string, reason: string): boolean {
    const entry = this.entries.get(id);
    if (entry === undefined) return false;
    this.entries.set(id, { ...entry, failureReason: reason });
    return true;
  }

  /** Removes the item at once; false if there was none. */
  remove(id: string): boolean {
    return this.entries.delete(id);
  }
}
