/** Start and stop. */
import { enter } from "../state/notebook";
import { leaseFrom } from "../state/lease";
import { lookupFor } from "./lookup";
import type { Context, Handlers } from "./types";

export const power = ({ now, store }: Context) =>
  ({
    /** A start without a duration has the documented default, whatever the lease was before. */
    startNotebook({ params, query }) {
      const state = lookupFor("start", store, params.id);
      const lease = leaseFrom(now(), query, state.notebook.lease);
      return store.put(enter(state, "STARTING", now(), { lease }));
    },

    stopNotebook: ({ params }) =>
      store.put(enter(lookupFor("stop", store, params.id), "STOPPING", now())),
  }) satisfies Pick<Handlers, "startNotebook" | "stopNotebook">;
