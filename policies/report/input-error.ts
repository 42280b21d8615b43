/** What was given can't be used: said to the user, with exit code 2. */
import { ModelArtsError } from "pulumi-modelarts/client/errors";

export class InputError extends ModelArtsError {
  override readonly name = "InputError";
}
