/**
 * Replaces personal texts in a recording by placeholders: ids, names, addresses and secrets. Every text is
 * replaced unless its field is known to have none, so an unknown field reveals nothing. The same text always has the
 * same placeholder, of the same form: a UUID stays a UUID.
 */
import { operations } from "../../../provider/wire/operations";
import { isOwnText } from "../notebook-name";
import { asHex, isKept, isWhole, shapes, type Shape } from "./shapes";

/** Fields whose texts are the API's own words, or describe what is the same for everybody. */
const publicFields = new Set(
  (
    "status feature category ownership type arch service dev_service dev_services services error_code " +
    "code billing_items flavor mount_type step_description storages origin visibility service_type " +
    "flavor_type resource_categories support_res_categories resource_category evs_max_size evs_sku_code " +
    "grow_support_type jupyter_version gpu_memory npu_memory chip operator mode " +
    "limit offset duration sort_dir sort_key name_fuzzy_match"
  ).split(" "),
);

/** Fields with texts of the API that may quote personal ones. */
const messageFields = new Set(["error_msg", "message", "fail_reason", "failure_reason"]);

/** Fields that are the same for everybody in flavors and public images. */
const catalogFields = new Set(["id", "name", "description", "tag", "namespace"]);

/** The literal segments of the operations' paths. Every other segment is personal. */
const pathWords = new Set(
  Object.values(operations).flatMap(({ path }) =>
    path.split("/").filter((segment) => !segment.startsWith("{")),
  ),
);

export class Placeholders {
  private readonly known = new Map<string, string>();
  private readonly counts = new Map<string, number>();

  /** The placeholder of a whole text, of the same form; a text of no known form becomes `<noun>-<number>`. */
  of(text: string, noun: string): string {
    if (text === "" || text === "0" || isOwnText(text)) return text;
    const shaped = shapes.find(([pattern]) => isWhole(pattern, text));
    return shaped === undefined
      ? this.placeholderFor(text, noun, (number) => `${noun}-${number}`)
      : this.inText(text);
  }

  /** A JSON value with placeholders for everything that is personal. */
  inJson(value: unknown, field = "", isPublic = false): unknown {
    if (typeof value === "string") return this.inField(value, field, isPublic);
    if (Array.isArray(value)) return value.map((item) => this.inJson(item, field, isPublic));
    if (typeof value !== "object" || value === null) return value;
    const isCatalogItem = isFlavorOrPublicImage(value);
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [
        key,
        this.inJson(item, key, isCatalogItem && catalogFields.has(key)),
      ]),
    );
  }

  /** A path `/v1/{project}/…`, percent-encoded as in a URL. */
  inPath(path: string): string {
    const [, version = "", project = "", ...rest] = path.split("/").map(decodeURIComponent);
    const segments = rest.map((each) => (pathWords.has(each) ? each : this.of(each, "id")));
    return ["", version, this.project(project), ...segments].join("/");
  }

  project(id: string): string {
    return this.placeholderFor(id, "project", asHex);
  }

  private inField(text: string, field: string, isPublic: boolean): string {
    if (isPublic || publicFields.has(field)) return this.inText(text);
    if (messageFields.has(field)) return this.inMessage(text);
    return this.of(text, field.replaceAll("_", "-") || "text");
  }

  /** A message, with placeholders for known texts and for all that have a personal form. */
  private inMessage(text: string): string {
    const longestFirst = [...this.known].sort(([one], [other]) => other.length - one.length);
    const replaced = longestFirst
      .filter(([original]) => original.length > 3)
      .reduce((kept, [original, placeholder]) => kept.replaceAll(original, placeholder), text);
    return this.inText(replaced);
  }

  /** Replaces the parts of a text that have a personal form. */
  private inText(text: string): string {
    if (isOwnText(text)) return text;
    return shapes.reduce(
      (kept, [pattern, noun, shape]) =>
        kept.replace(pattern, (part) => this.placeholderFor(part, noun, shape)),
      text,
    );
  }

  private placeholderFor(text: string, noun: string, shape: Shape): string {
    if (isKept(text, noun)) return text;
    const known = this.known.get(text);
    if (known !== undefined) return known;
    const number = (this.counts.get(noun) ?? 0) + 1;
    this.counts.set(noun, number);
    const placeholder = shape(number);
    this.known.set(text, placeholder);
    return placeholder;
  }
}

function isFlavorOrPublicImage(value: object): boolean {
  return "vcpus" in value || ("type" in value && value.type === "BUILD_IN");
}
