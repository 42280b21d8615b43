/** Start and stop. */
import { enter } from "../state/notebook";
import { leaseFrom, leaseOrigin, stampedLease } from "../state/lease";
import { lookupFor } from "./lookup";
import type { Context, Handlers } from "./types";

export const power = (context: Context) => {
  const { now, store, assumed } = context;
  return {
    /** A start without a duration has the documented default, whatever the lease was before. */
    startNotebook({ params, query }) {
      const state = lookupFor("start", context, params.id);
      const lease = leaseFrom(now(), query, leaseOrigin(state.notebook, now()));
      return store.put(enter(state, "STARTING", now(), { lease }));
    },

    stopNotebook({ params }) {
      const state = lookupFor("stop", context, params.id);
      const stamps = assumed["stop-stamps-lease"] === "yes";
      const patch = stamps ? stampedLease(state.notebook, now()) : {};
      return store.put(enter(state, "STOPPING", now(), patch));
    },
  } satisfies Pick<Handlers, "startNotebook" | "stopNotebook">;
};
