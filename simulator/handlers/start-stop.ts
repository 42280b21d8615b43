/** Start and stop. */
import { randomUUID } from "node:crypto";
import { leaseOrigin, newLease, stampedLease } from "../state/lease";
import { enter } from "../state/notebook-transitions";
import { lookupFor } from "./lookup";
import type { Context, Handlers } from "./types";

export const startStop = (context: Context) => {
  const { now, notebooks, assumed } = context;
  return {
    /**
     * A start without a duration has the documented default, and not the duration of the lease before. It gives the
     * notebook another token. Source: the API reference's walk-through.
     */
    startNotebook({ params, query }) {
      const state = lookupFor("start", context, params.id);
      const lease = newLease(now(), query, leaseOrigin(state.notebook, now()));
      return notebooks.put(
        enter(state, "STARTING", now(), {
          lease,
          ...(state.notebook.token !== undefined && { token: randomUUID() }),
        }),
      );
    },

    stopNotebook({ params }) {
      const state = lookupFor("stop", context, params.id);
      const stamps = assumed["stop-stamps-lease"] === "yes";
      const patch = stamps ? stampedLease(state.notebook, now()) : {};
      return notebooks.put(enter(state, "STOPPING", now(), patch));
    },
  } satisfies Pick<Handlers, "startNotebook" | "stopNotebook">;
};
