/** A request whose refusal is a result, and not a failure. */
import { ApiError } from "../../provider/client/errors";

export type Outcome<Answer> = { answer: Answer } | { refused: ApiError };

/** @throws every error that is no refusal of the request itself: no answer, no permission, too many requests. */
export async function attempt<Answer>(request: Promise<Answer>): Promise<Outcome<Answer>> {
  try {
    return { answer: await request };
  } catch (error) {
    if (error instanceof ApiError && isRefusal(error)) return { refused: error };
    throw error;
  }
}

function isRefusal({ status }: ApiError): boolean {
  return status >= 400 && status < 500 && ![401, 403, 408, 429].includes(status);
}

/** True if the server will refuse the request again, whatever the notebook does meanwhile. */
export function isFinal({ meaning }: ApiError): boolean {
  return meaning === "fail" || meaning === "notPublished";
}
