/**
 * Replaces in a recording what belongs to somebody. Texts are replaced unless their field is known to
 * hold none of that, so that a field nobody has heard of gives nothing away. The same text has the same
 * stand-in throughout, of the same shape: a UUID stays a UUID.
 */
import { operations } from "../../../provider/wire/operations";
import { isOwnText } from "../notebook-name";
import { asHex, isKept, isWhole, shapes, type Shape } from "./shapes";

/** Fields whose texts are the API's own words, or describe what everybody can have. */
const openFields = new Set(
  (
    "status feature category ownership type arch service dev_service dev_services services error_code " +
    "code billing_items flavor mount_type step_description storages origin visibility service_type " +
    "flavor_type resource_categories support_res_categories resource_category evs_max_size evs_sku_code " +
    "grow_support_type jupyter_version gpu_memory npu_memory chip operator mode " +
    "limit offset duration sort_dir sort_key name_fuzzy_match"
  ).split(" "),
);

/** Texts of the API in which somebody's own words may be quoted. */
const messageFields = new Set(["error_msg", "message", "fail_reason", "failure_reason"]);

/** What flavors and public images are called is the same for everybody. */
const publicFields = new Set(["id", "name", "description", "tag", "namespace"]);

/** Literal segments of the operations' paths. Every other segment names something of somebody's. */
const pathWords = new Set(
  Object.values(operations).flatMap(({ path }) =>
    path.split("/").filter((segment) => !segment.startsWith("{")),
  ),
);

export class StandIns {
  private readonly known = new Map<string, string>();
  private readonly counts = new Map<string, number>();

  /** The stand-in of a whole text, by its shape; one without a shape is called after `noun`. */
  of(text: string, noun: string): string {
    if (text === "" || text === "0" || isOwnText(text)) return text;
    const shaped = shapes.find(([pattern]) => isWhole(pattern, text));
    return shaped === undefined
      ? this.take(text, noun, (number) => `${noun}-${number}`)
      : this.within(text);
  }

  /** A JSON value with everything replaced that belongs to somebody. */
  inJson(value: unknown, field = "", isPublic = false): unknown {
    if (typeof value === "string") return this.inField(value, field, isPublic);
    if (Array.isArray(value)) return value.map((item) => this.inJson(item, field, isPublic));
    if (typeof value !== "object" || value === null) return value;
    const isForAll = isPublicObject(value);
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [
        key,
        this.inJson(item, key, isForAll && publicFields.has(key)),
      ]),
    );
  }

  /** A path `/v1/{project}/…`, as it stands in a URL. */
  inPath(path: string): string {
    const [, version = "", project = "", ...rest] = path.split("/").map(decodeURIComponent);
    const segments = rest.map((each) => (pathWords.has(each) ? each : this.of(each, "id")));
    return ["", version, this.project(project), ...segments].join("/");
  }

  project(id: string): string {
    return this.take(id, "project", asHex);
  }

  private inField(text: string, field: string, isPublic: boolean): string {
    if (isPublic || openFields.has(field)) return this.within(text);
    if (messageFields.has(field)) return this.inMessage(text);
    return this.of(text, field.replaceAll("_", "-") || "text");
  }

  /** A free text, without what is known by now and what looks like something of somebody's. */
  private inMessage(text: string): string {
    const longestFirst = [...this.known].sort(([one], [other]) => other.length - one.length);
    const replaced = longestFirst
      .filter(([original]) => original.length > 3)
      .reduce((kept, [original, standIn]) => kept.replaceAll(original, standIn), text);
    return this.within(replaced);
  }

  /** Replaces the parts of a text that look like something of somebody's. */
  private within(text: string): string {
    if (isOwnText(text)) return text;
    return shapes.reduce(
      (kept, [pattern, noun, shape]) =>
        kept.replace(pattern, (part) => this.take(part, noun, shape)),
      text,
    );
  }

  private take(text: string, noun: string, shape: Shape): string {
    if (isKept(text, noun)) return text;
    const known = this.known.get(text);
    if (known !== undefined) return known;
    const number = (this.counts.get(noun) ?? 0) + 1;
    this.counts.set(noun, number);
    const standIn = shape(number);
    this.known.set(text, standIn);
    return standIn;
  }
}

function isPublicObject(value: object): boolean {
  return "vcpus" in value || ("type" in value && value.type === "BUILD_IN");
}
