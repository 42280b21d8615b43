/** Properties as the plugin protocol writes them. Source: the engine's property marshalling. */
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { UNKNOWN } from "../lifecycle/fields";
import { defined } from "../lifecycle/inputs";
import type { Inputs, State } from "../lifecycle/notebook";
import { grownOutputs, notebookOutputs } from "../output-names";

/** What marks an object as a secret, and the mark itself. */
const SIGNATURE_KEY = "4dabf18193072939515e22adb298388d";
const SECRET = "1b47061264138c4ac30d75fd1eb44270";

export function fromStruct<Properties extends object>(struct: Struct | undefined): Properties {
  return (struct?.toJavaScript() ?? {}) as Properties;
}

export function toStruct(properties: object): Struct {
  const { token, __timeouts: _, ...rest } = properties as Partial<State>;
  const secret = token === undefined ? {} : { token: { [SIGNATURE_KEY]: SECRET, value: token } };
  return Struct.fromJavaScript(defined({ ...rest, ...secret }) as never);
}

/** What a preview can say of the outputs: the declared ones, and that the others are not known yet. */
export function previewed(inputs: Inputs): object {
  const isDeclared = (key: (typeof notebookOutputs)[number]) =>
    key in inputs && !grownOutputs.includes(key);
  const unknown = notebookOutputs.filter((key) => !isDeclared(key)).map((key) => [key, UNKNOWN]);
  return { ...inputs, ...(Object.fromEntries(unknown) as object) };
}
