/** Which values are secrets, and how the engine's protocol writes a secret. */

/** The key that marks an object of the protocol as a special value, and the value for "secret". */
export const SIGNATURE_KEY = "4dabf18193072939515e22adb298388d";
export const SECRET = "1b47061264138c4ac30d75fd1eb44270";

/** The outputs that are secrets, at any depth. */
export const secretOutputs: readonly string[] = ["token"];

/** The properties of the state that are always secrets, whatever the program declares. */
export const secretState: readonly string[] = [...secretOutputs, "__inputs"];

/** Marks a value as a secret. The engine encrypts it in the state, and passes it to the provider decrypted. */
export function asSecret(value: unknown): object {
  return { [SIGNATURE_KEY]: SECRET, value };
}
