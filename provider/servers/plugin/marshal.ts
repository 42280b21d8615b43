/** Properties as the plugin protocol writes them. Source: the engine's property marshalling. */
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { UNKNOWN, unknownMarkers } from "../../engine/unknown";
import { defined } from "../../resources/shared/objects";
import { asSecret, SECRET, secretState, SIGNATURE_KEY } from "../../engine/secrets";

/** Removes null values and unwraps secrets: the engine itself marks the outputs of secret inputs. */
export function fromStruct<Properties extends object>(struct: Struct | undefined): Properties {
  return plain(struct?.toJavaScript() ?? {}) as Properties;
}

function plain(value: unknown): unknown {
  if (unknownMarkers.includes(value)) return UNKNOWN;
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== "object" || value === null) return value;
  const values = value as Record<string, unknown>;
  if (values[SIGNATURE_KEY] === SECRET) return plain(values["value"]);
  return Object.fromEntries(
    Object.entries(values)
      .filter(([, item]) => item !== null)
      .map(([key, item]) => [key, plain(item)]),
  );
}

/** @param secrets the keys whose values are marked as secrets, at every depth. */
export function toStruct(properties: object, secrets = secretState): Struct {
  return Struct.fromJavaScript(defined(marked(properties, secrets)) as never);
}

function marked(value: unknown, secrets: readonly string[]): unknown {
  if (Array.isArray(value)) return value.map((item) => marked(item, secrets));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, item]) => item !== undefined)
      .map(([key, item]) => [key, secrets.includes(key) ? asSecret(item) : marked(item, secrets)]),
  );
}
