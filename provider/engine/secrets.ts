/** Secret values, as the engine's protocol writes them. */

/** The key that marks an object of the protocol as a special value, and the value for "secret". */
export const SIGNATURE_KEY = "4dabf18193072939515e22adb298388d";
export const SECRET = "1b47061264138c4ac30d75fd1eb44270";

/** The outputs that are secrets, at whatever depth they come. */
export const secretOutputs: readonly string[] = ["token"];

/** The properties of the state that are secrets, whatever the program says. */
export const secretState: readonly string[] = [...secretOutputs, "__inputs"];

/** The engine encrypts the value in the state, and hands it on in the clear. */
export function asSecret(value: unknown): object {
  return { [SIGNATURE_KEY]: SECRET, value };
}
