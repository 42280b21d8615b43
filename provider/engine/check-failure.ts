import type { MessageCode } from "../messages/registry";

/** An input that is not valid. Source: CheckFailure of the engine's provider protocol. */
export interface CheckFailure {
  /** A property path in Pulumi's notation: `endpoints[0].allowedAccessIps[1]`; empty: the whole resource. */
  property: string;
  /** The rest of a sentence that begins with the property, e.g. "must not be empty". */
  reason: string;
  /** The engine shows the code behind the reason. */
  code: MessageCode;
}
