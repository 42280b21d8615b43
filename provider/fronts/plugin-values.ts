/** Properties as the plugin protocol writes them. Source: the engine's property marshalling. */
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { UNKNOWN } from "../lifecycle/fields";
import { defined } from "../lifecycle/inputs";
import { secretOutputs } from "../secret-outputs";

/** What marks an object as a secret, and the mark itself. */
const SIGNATURE_KEY = "4dabf18193072939515e22adb298388d";
const SECRET = "1b47061264138c4ac30d75fd1eb44270";

/** The engine has a word for what is not known yet for each type: bool, number, string, array, object. */
const unknowns: readonly unknown[] = [
  "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
  "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
  UNKNOWN,
  "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
  "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
];

/** `null` counts as missing. Secrets come in the clear; the engine marks what becomes of them itself. */
export function fromStruct<Properties extends object>(struct: Struct | undefined): Properties {
  return plain(struct?.toJavaScript() ?? {}) as Properties;
}

function plain(value: unknown): unknown {
  if (unknowns.includes(value)) return UNKNOWN;
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== "object" || value === null) return value;
  const held = value as Record<string, unknown>;
  if (held[SIGNATURE_KEY] === SECRET) return plain(held["value"]);
  return Object.fromEntries(
    Object.entries(held)
      .filter(([, item]) => item !== null)
      .map(([key, item]) => [key, plain(item)]),
  );
}

/** @param secrets the keys whose values are marked as secrets. */
export function toStruct(properties: object, secrets = secretOutputs): Struct {
  return Struct.fromJavaScript(defined(marked(properties, secrets)) as never);
}

function marked(value: unknown, secrets: readonly string[]): unknown {
  if (Array.isArray(value)) return value.map((item) => marked(item, secrets));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, item]) => item !== undefined)
      .map(([key, item]) => [
        key,
        secrets.includes(key)
          ? { [SIGNATURE_KEY]: SECRET, value: item as unknown }
          : marked(item, secrets),
      ]),
  );
}
