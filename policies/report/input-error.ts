/** A file that the user gave can't be used. The command prints the message and exits with code 2. */
import { ModelArtsError } from "pulumi-modelarts/client/errors";

export class InputError extends ModelArtsError {
  override readonly name = "InputError";
}
