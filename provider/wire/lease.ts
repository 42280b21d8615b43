import { z } from "zod";
import { MAX_LEASE_MS, MIN_LEASE_MS, NO_AUTO_STOP } from "./facts/lease-time";
import { openEnum, timestamp } from "./shape";

export const leaseTypes = ["timing", "idle"] as const;

/** The type is documented in lower case and answered in upper case. */
const leaseType = z
  .string()
  .transform((type) => type.toLowerCase())
  .pipe(openEnum(leaseTypes));

/** The countdown to auto stop, as the detail and lease APIs answer it. `facts/lease-time.ts` computes with it. */
export const Lease = z.object({
  create_at: timestamp()
    .optional()
    .describe("When the notebook was created, in milliseconds since 1970 (UTC)."),
  update_at: timestamp()
    .optional()
    .describe("When the lease was last set, in milliseconds since 1970 (UTC)."),
  duration: z
    .int()
    .optional()
    .describe(
      "Milliseconds from the notebook's creation to its auto stop: the notebook stops at " +
        "`createAt + duration`. `leaseRemaining` computes the time that is left.",
    ),
  enable: z.boolean().optional().describe("Whether auto stop is on."),
  type: leaseType
    .optional()
    .describe(
      "`timing` stops the notebook after the duration, `idle` after that long without use.",
    ),
});

const range = `must be between ${MIN_LEASE_MS} (1 h) and ${MAX_LEASE_MS} (72 h) milliseconds`;

/** The duration of a lease, in milliseconds. */
export const leaseDuration = z
  .int("must be a whole number of milliseconds")
  .min(MIN_LEASE_MS, range)
  .max(MAX_LEASE_MS, range);

const duration = z.union([leaseDuration, z.literal(NO_AUTO_STOP)], { error: range });

/** The lease in a create, a start or a renewal. */
export const LeaseRequest = z.object({
  duration: duration
    .optional()
    .describe("How long the notebook may run, in milliseconds: 1 h to 72 h."),
  type: z
    .string()
    .meta({ knownValues: leaseTypes })
    .transform((type) => type.toLowerCase())
    .pipe(z.enum(leaseTypes, `must be one of ${leaseTypes.join(", ")}`))
    .optional()
    .describe(
      "`timing` stops the notebook after the duration, `idle` after that long without use.",
    ),
});

/** The same as query parameters of a start or a renewal. */
export const LeaseQuery = z.object({
  duration: z.coerce.number().pipe(duration).optional(),
  type: LeaseRequest.shape.type,
});
