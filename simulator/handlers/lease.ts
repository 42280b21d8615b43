/** The countdown to auto stop. */
import { ApiError } from "../errors";
import { leaseFrom, type LeaseWish } from "../state/lease";
import type { WireLease } from "../wire";
import { lookup, lookupFor } from "./lookup";
import type { Context, Handlers, Request } from "./types";

export const lease = ({ now, store }: Context) =>
  ({
    showLease: ({ params }) => store.present(lookup(store, params.id)).lease ?? {},

    /** The duration counts from now. A seeded notebook's lease counts from here on too. */
    renewLease(request) {
      const state = lookupFor("renew", store, request.params.id);
      const before = state.notebook.lease;
      const renewed = leaseFrom(now(), wish(request, before), before);
      store.put({ ...state, notebook: { ...state.notebook, lease: renewed }, isHeld: false });
      return renewed;
    },
  }) satisfies Pick<Handlers, "showLease" | "renewLease">;

/** The query wins and makes the lease timing; the body keeps the type that it doesn't name. */
function wish({ query, body }: Request<"renewLease">, before: WireLease | undefined): LeaseWish {
  if (query.duration !== undefined) return { duration: query.duration };
  if (body.duration === undefined) throw new ApiError("ModelArts.6348", "duration: is missing.");
  const type = before?.type?.toLowerCase() as LeaseWish["type"];
  return { duration: body.duration, type: body.type ?? type };
}
