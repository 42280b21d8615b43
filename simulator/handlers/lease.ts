/** Reads and renews leases. */
import { NO_AUTO_STOP } from "pulumi-modelarts/wire/facts/lease-time";
import { ApiError } from "../answers/errors";
import { leaseOrigin, newLease, type LeaseRequest } from "../state/lease";
import { checkStatus } from "../state/status-checks";
import { lookup, lookupFor } from "./lookup";
import type { Context, Handlers, Request } from "./types";

export const lease = (context: Context) => {
  const { now, notebooks, assumed } = context;
  return {
    showLease({ params }) {
      const state = lookup(context, params.id);
      checkStatus("lease", state, assumed);
      return notebooks.answer(state).lease ?? {};
    },

    renewLease(request) {
      const state = lookupFor("lease", context, request.params.id);
      const { notebook } = state;
      const requested = requestedLease(request);
      if (requested.duration === NO_AUTO_STOP && assumed["renew-off"] === "refused") {
        throw new ApiError("ModelArts.6349", "duration: a renewal does not switch auto stop off.");
      }
      const renewed = newLease(now(), requested, leaseOrigin(notebook, now()));
      notebooks.put({
        ...state,
        notebook: { ...notebook, lease: renewed },
        hasForcedStatus: false,
      });
      return assumed["renew-answers"] === "lease" ? renewed : undefined;
    },
  } satisfies Pick<Handlers, "showLease" | "renewLease">;
};

/** The query overrides the body. Without a type in the body, or with a query, the lease is timing. */
function requestedLease({ query, body }: Request<"renewLease">): LeaseRequest {
  return query.duration === undefined ? body : { duration: query.duration };
}
