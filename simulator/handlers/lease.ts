/** The countdown to auto stop. */
import { NO_AUTO_STOP } from "pulumi-modelarts/wire/lease-time";
import { ApiError } from "../answers/errors";
import { accept } from "../state/accepts";
import { leaseFrom, leaseOrigin, type LeaseWish } from "../state/lease";
import { lookup, lookupFor } from "./lookup";
import type { Context, Handlers, Request } from "./types";

export const lease = (context: Context) => {
  const { now, store, assumed } = context;
  return {
    showLease({ params }) {
      const state = lookup(context, params.id);
      accept("lease", state, assumed);
      return store.present(state).lease ?? {};
    },

    renewLease(request) {
      const state = lookupFor("lease", context, request.params.id);
      const { notebook } = state;
      const wanted = wish(request);
      if (wanted.duration === NO_AUTO_STOP && assumed["renew-off"] === "refused") {
        throw new ApiError("ModelArts.6349", "duration: a renewal does not switch auto stop off.");
      }
      const renewed = leaseFrom(now(), wanted, leaseOrigin(notebook, now()));
      store.put({ ...state, notebook: { ...notebook, lease: renewed }, isHeld: false });
      return assumed["renew-answers"] === "lease" ? renewed : undefined;
    },
  } satisfies Pick<Handlers, "showLease" | "renewLease">;
};

/** The query wins and makes the lease timing, and so does a body that names no type. */
function wish({ query, body }: Request<"renewLease">): LeaseWish {
  return query.duration === undefined ? body : { duration: query.duration };
}
