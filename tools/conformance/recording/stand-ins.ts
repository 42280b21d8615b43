/**
 * Replaces in a recording what belongs to somebody. Texts are replaced unless their field is known to
 * hold none of that, so that a field nobody has heard of gives nothing away. The same text has the same
 * stand-in throughout, of the same shape: a UUID stays a UUID.
 */
import { isIPv6 } from "node:net";
import { operations } from "../../../provider/wire/operations";
import { isOwnText } from "../notebook-name";

/** Fields whose texts are the API's own words, or describe what everybody can have. */
const openFields = new Set([
  ...["status", "feature", "category", "ownership", "type", "arch", "service", "dev_service"],
  ...["dev_services", "services", "error_code", "code", "billing_items", "flavor", "mount_type"],
  ...["step_description", "storages", "origin", "visibility", "service_type", "flavor_type"],
  ...["resource_categories", "support_res_categories", "resource_category", "evs_max_size"],
  ...["evs_sku_code", "grow_support_type", "jupyter_version", "gpu_memory", "npu_memory", "chip"],
  ...[
    "limit",
    "offset",
    "duration",
    "sort_dir",
    "sort_key",
    "name_fuzzy_match",
    "operator",
    "mode",
  ],
]);

/** Texts of the API in which somebody's own words may be quoted. */
const messageFields = new Set(["error_msg", "message", "fail_reason", "failure_reason"]);

/** What flavors and public images are called is the same for everybody. */
const publicFields = new Set(["id", "name", "description", "tag", "namespace"]);

const UUID = /\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/gi;
const HEX_ID = /\b[0-9a-f]{32}\b/gi;
const EMAIL = /[\w.+-]+@[\w-]+(\.[\w-]+)+/g;
const URL_TEXT = /\b[a-z][a-z0-9+]*:\/\/[^\s"'<>]+/gi;
const IPV4 = /\b\d{1,3}(\.\d{1,3}){3}\b/g;
const HOST = /\b([a-z0-9-]+\.)+(com|de|eu|net|org|cn|ch|io|local|internal)\b/gi;
const IPV6 = /(?<![\w:.])[0-9a-f.]*:[0-9a-f.]*:[0-9a-f:.]*[0-9a-f:]/gi;
/** Kept for documentation (RFC 5737): what the checks send. */
const DOCUMENTATION = /^203\.0\.113\./;

type Shape = (number: number) => string;

const pad = (number: number, length: number) => number.toString(16).padStart(length, "0");
const asUuid: Shape = (number) => `00000000-0000-4000-8000-${pad(number, 12)}`;
const asHex: Shape = (number) => pad(number, 32);
const asEmail: Shape = (number) => `user-${number}@example.com`;
const asUrl: Shape = (number) => `https://host-${number}.example.com/`;
const asHost: Shape = (number) => `host-${number}.example.com`;
const asIpv4: Shape = (number) =>
  number < 255 ? `198.51.100.${number}` : `192.0.2.${number % 256}`;
const asIpv6: Shape = (number) => `2001:db8::${number.toString(16)}`;

/** In this order, since a URL holds a host, and a host an address. */
const shapes: readonly [RegExp, noun: string, Shape][] = [
  [URL_TEXT, "url", asUrl],
  [EMAIL, "email", asEmail],
  [UUID, "uuid", asUuid],
  [HEX_ID, "hex", asHex],
  [IPV6, "ipv6", asIpv6],
  [IPV4, "ipv4", asIpv4],
  [HOST, "host", asHost],
];

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
    if (DOCUMENTATION.test(text) || isStandIn(text)) return text;
    if (noun === "ipv6" && !isIPv6(text)) return text; // A time of the day looks like one.
    const known = this.known.get(text);
    if (known !== undefined) return known;
    const number = (this.counts.get(noun) ?? 0) + 1;
    this.counts.set(noun, number);
    const standIn = shape(number);
    this.known.set(text, standIn);
    return standIn;
  }
}

/** An address may have the length of its range behind it. */
function isWhole(pattern: RegExp, text: string): boolean {
  return text.replace(/\/\d+$/, "").replace(pattern, "") === "";
}

/** What a pattern finds may be the stand-in that another pattern has put there. */
function isStandIn(text: string): boolean {
  return (
    /(^|[/@.])example\.com(?![-.\w])/.test(text) ||
    /^(00000000-0000-4000-8000-|0{20}|198\.51\.100\.|192\.0\.2\.|2001:db8::)/.test(text)
  );
}

function isPublicObject(value: object): boolean {
  return "vcpus" in value || ("type" in value && value.type === "BUILD_IN");
}
