/** What a check is: it asks the server one question of the table of assumptions. */
import type { ApiError } from "../../provider/client/errors";
import type { assumptions, AssumptionName } from "../../provider/wire/assumptions";
import type { Walk } from "./walk";

export type ValueOf<Name extends AssumptionName> = keyof (typeof assumptions)[Name]["values"] &
  string;

/** What a check found out. */
export type Finding<Value extends string = string> =
  /** One of the values that the table knows. */
  | { value: Value }
  /** Something else, in words. */
  | { came: string }
  | { notTried: string };

/**
 * Each check brings the notebook into the status that it needs and relies on no other check, so that a
 * server that answers one question otherwise differs in that one only.
 */
export type Check<Name extends AssumptionName> = (walk: Walk) => Promise<Finding<ValueOf<Name>>>;

/** The value that a refusal's code stands for; another code is something that the table does not know. */
export function fromRefusal<Value extends string>(
  refused: ApiError,
  values: Readonly<Record<string, Value>>,
): Finding<Value> {
  const value = refused.code === undefined ? undefined : values[refused.code];
  return value === undefined ? { came: inWords(refused) } : { value };
}

export function inWords({ status, code, apiMessage }: ApiError): string {
  const said = [code, apiMessage].filter(Boolean).join(": ");
  return `refused with ${status}${said === "" ? "" : ` (${said.replace(/\.$/, "")})`}`;
}
