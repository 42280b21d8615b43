/** A request whose refusal is an answer to the question that was asked, and no failure. */
import { ApiError } from "../../provider/client/errors";

export type Outcome<Answer> = { answer: Answer } | { refused: ApiError };

/** @throws everything but a refusal that is about the request: no answer, no right, too many requests. */
export async function attempt<Answer>(request: Promise<Answer>): Promise<Outcome<Answer>> {
  try {
    return { answer: await request };
  } catch (error) {
    if (error instanceof ApiError && isAboutRequest(error)) return { refused: error };
    throw error;
  }
}

function isAboutRequest({ status }: ApiError): boolean {
  return status >= 400 && status < 500 && ![401, 403, 408, 429].includes(status);
}
