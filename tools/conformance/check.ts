/** A check finds out the value that one assumption has on the server. */
import type { ApiError } from "../../provider/client/errors";
import type { assumptions, AssumptionName } from "../../provider/wire/facts/assumptions";
import type { Walk } from "./walk";

export type ValueOf<Name extends AssumptionName> = keyof (typeof assumptions)[Name]["values"] &
  string;

/** The result of a check. */
export type Finding<Value extends string = string> =
  /** A value in the table of assumptions. */
  | { value: Value }
  /** A behaviour that is not in the table, in words. */
  | { other: string }
  /** Why the check was not made. */
  | { notTried: string };

/**
 * Each check brings the notebook to the status that it needs and relies on no other check, so that a server with
 * one unexpected behaviour differs in one result only.
 */
export type Check<Name extends AssumptionName> = (walk: Walk) => Promise<Finding<ValueOf<Name>>>;

/** The value that the code of a refusal means. */
export function fromRefusal<Value extends string>(
  refused: ApiError,
  values: Readonly<Record<string, Value>>,
): Finding<Value> {
  const value = refused.code === undefined ? undefined : values[refused.code];
  return value === undefined ? { other: inWords(refused) } : { value };
}

export function inWords({ status, code, apiMessage }: ApiError): string {
  const text = [code, apiMessage].filter(Boolean).join(": ");
  return `refused with ${status}${text === "" ? "" : ` (${text.replace(/\.$/, "")})`}`;
}
