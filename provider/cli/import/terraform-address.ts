/** Addresses of resource instances in Terraform: `module.team["vision"].huaweicloud_modelarts_notebook.lab[0]`. */

export interface TerraformAddress {
  /** Undefined in the root module. */
  module: string | undefined;
  type: string;
  /** The resource's name in its module. */
  name: string;
  /** Of `for_each` or `count`. */
  key: string | number | undefined;
}

/** The address as `terraform state list` prints it, and as `terraform state rm` takes it. */
export function addressText({ module, type, name, key }: TerraformAddress): string {
  const resource = module === undefined ? `${type}.${name}` : `${module}.${type}.${name}`;
  return key === undefined ? resource : `${resource}[${keyText(key)}]`;
}

/** What a logical name is made from: the names and keys of the modules, the resource's name and its key. */
export function addressWords({ module = "", name, key }: TerraformAddress): string {
  const words = [...module.matchAll(MODULE)].flatMap(([, own, ofModule]) => [own, ofModule]);
  return [...words, name, key]
    .map((word) => String(word ?? "").replace(OUTER, ""))
    .filter((word) => word !== "")
    .join("-");
}

/** One step of a module's path. A key may contain every character, also a dot or a bracket. */
const MODULE = /\bmodule\.([^.[]+)(?:\[("(?:[^"\\]|\\.)*"|\d+)\])?(?:\.|$)/g;

/** What is neither a letter nor a digit, at both ends of a word. */
const OUTER = /^[^\p{L}\p{N}_]+|[^\p{L}\p{N}_]+$/gu;

/** Terraform's language writes strings as JSON does, and escapes what would begin a template. */
function keyText(key: string | number): string {
  return typeof key === "number"
    ? String(key)
    : JSON.stringify(key).replace(/[$%]\{/g, (begin) => `${begin[0]}${begin}`);
}
