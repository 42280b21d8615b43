/** Properties as the plugin protocol writes them. Source: the engine's property marshalling. */
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { UNKNOWN, unknownMarkers } from "../../engine/unknown";
import { defined } from "../../resources/notebook/inputs";
import { secretOutputs } from "../../engine/secret-outputs";

/** What marks an object as a secret, and the mark itself. */
const SIGNATURE_KEY = "4dabf18193072939515e22adb298388d";
const SECRET = "1b47061264138c4ac30d75fd1eb44270";

/** `null` counts as missing. Secrets come in the clear; the engine marks what becomes of them itself. */
export function fromStruct<Properties extends object>(struct: Struct | undefined): Properties {
  return plain(struct?.toJavaScript() ?? {}) as Properties;
}

function plain(value: unknown): unknown {
  if (unknownMarkers.includes(value)) return UNKNOWN;
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
