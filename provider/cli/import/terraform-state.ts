/**
 * A Terraform state: which notebooks, storage mounts and saved images of Huawei Cloud's provider it has. Any attribute
 * may be a secret, so only ids and regions are read.
 *
 * Source: internal/states/statefile/version4.go of hashicorp/terraform; docs/resources/modelarts_notebook*.md of
 * huaweicloud/terraform-provider-huaweicloud.
 */
import { readFile } from "node:fs/promises";
import { buffer } from "node:stream/consumers";
import { z } from "zod";
import type { KindName } from "../../engine/type-tokens";
import { kinds } from "../../resources/registry";
import { uuid } from "../../resources/shared/import-id";
import { count } from "../terminal/messages";
import { UsageError } from "../usage";
import { addressText, addressWords, type TerraformAddress } from "./terraform-address";

/** The kind of each of Terraform's resource types. */
const kindsByType: ReadonlyMap<string, KindName> = new Map([
  ["huaweicloud_modelarts_notebook", "Notebook"],
  ["huaweicloud_modelarts_notebook_mount_storage", "NotebookStorage"],
  ["huaweicloud_modelarts_notebook_image_store", "NotebookImage"],
]);

export interface TerraformResource {
  kind: KindName;
  /** As `terraform state list` prints it. */
  address: string;
  /** The parts of the address, for the logical name. */
  words: string;
  id: string;
  /** The notebook that the resource is, or belongs to. */
  notebookId: string | undefined;
  region: string | undefined;
  /** Terraform's next apply would replace it. */
  isTainted: boolean;
  /** Left over from a replacement: Terraform's next apply would delete it. */
  isDeposed: boolean;
}

export interface TerraformState {
  /** For messages. */
  title: string;
  /** At least one. */
  resources: TerraformResource[];
  /** How many resources of other types Terraform manages. */
  otherCount: number;
}

const Instance = z.object({
  index_key: z.union([z.string(), z.number()]).optional(),
  status: z.string().optional(),
  deposed: z.string().optional(),
  attributes: z.object({
    id: z.string(),
    region: z.string().nullish(),
    notebook_id: z.string().nullish(),
  }),
});

const Resource = z.object({
  mode: z.string(),
  type: z.string(),
  name: z.string(),
  module: z.string().optional(),
  instances: z.array(z.unknown()).nullish(),
});
type Resource = z.infer<typeof Resource>;

const State = z.object({ serial: z.number().optional(), resources: z.array(Resource) });

type Fail = (reason: string, advice?: string) => UsageError;

const PIPE = "state pull | npx pulumi-modelarts import --from-tfstate -";
const PULL = "Give a file with what `terraform state pull` prints, or - for standard input.";

/**
 * @param path `-` is standard input.
 * @throws UsageError if it can't be read, or has nothing that can be imported.
 */
export async function readTerraformState(path: string): Promise<TerraformState> {
  const source = path === "-" ? "standard input" : path;
  const fail: Fail = (reason, advice = PULL) =>
    new UsageError(
      `Reading the Terraform state from ${source} failed: ${reason}. ${advice}`,
      "modelarts/terraform-state",
    );
  const { serial, resources: all } = parsed(await textOf(path, fail), fail);
  const managed = all.filter(({ mode }) => mode === "managed");
  const resources = managed.flatMap((resource) => instancesOf(resource, fail));
  const otherCount = managed
    .filter(({ type }) => !kindsByType.has(type))
    .reduce((sum, { instances }) => sum + (instances?.length ?? 0), 0);
  const title = serial === undefined ? source : `${source} (serial ${serial})`;
  if (resources.length > 0) return { title, resources, otherCount };
  const has = otherCount === 0 ? "no resources" : `${count(otherCount, "resource")} of other types`;
  throw new UsageError(
    `There is nothing to import: the Terraform state from ${title} has ${has}, and none of ` +
      `${[...kindsByType.keys()].join(", ")}. Give the state that has them: each folder of Terraform files, and each ` +
      "workspace of a folder, has a state of its own.",
    "modelarts/terraform-state",
  );
}

async function textOf(path: string, fail: Fail): Promise<string> {
  if (path === "-" && process.stdin.isTTY) {
    throw fail("it is a terminal", `Pipe the state into the command: \`terraform ${PIPE}\`.`);
  }
  const reading = path === "-" ? buffer(process.stdin) : readFile(path);
  const text = decoded(
    await reading.catch((error: Error) => {
      throw fail(error.message);
    }),
  );
  if (text.trim() !== "") return text;
  throw fail(
    "it is empty",
    "`terraform state pull` prints nothing if there is no state: run it in the folder of the Terraform files, " +
      "with the right workspace selected.",
  );
}

function parsed(text: string, fail: Fail): z.infer<typeof State> {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    // Node's message may quote the file, and so a secret.
    const [position = ""] = /position \d+/.exec((error as Error).message) ?? [];
    throw fail(`it is not JSON${position && ` (${position})`}`);
  }
  const outer = z.looseObject({}).safeParse(json).data ?? {};
  if ("encrypted_data" in outer) {
    throw fail("it is encrypted", `OpenTofu decrypts it: \`tofu ${PIPE}\`.`);
  }
  if ("format_version" in outer) throw fail("it is what `terraform show -json` prints");
  const { version } = outer;
  if (version !== 4) {
    throw fail(
      typeof version === "number" ? `its version is ${version}, not 4` : "it has no version",
      "`terraform state pull` of Terraform 0.12 or later, or of OpenTofu, prints version 4.",
    );
  }
  const result = State.safeParse(outer);
  if (result.success) return result.data;
  throw fail(issueText(result.error));
}

function instancesOf({ type, name, module, instances }: Resource, fail: Fail): TerraformResource[] {
  const kind = kindsByType.get(type);
  if (kind === undefined) return [];
  return (instances ?? []).map((each) => {
    const result = Instance.safeParse(each);
    const key = result.data?.index_key;
    const where: TerraformAddress = { module, type, name, key };
    const address = addressText(where);
    if (!result.success) throw fail(`${address}: ${issueText(result.error)}`);
    const { attributes, status, deposed } = result.data;
    const ids = attributes.id.split("/").map(uuid);
    const [first = "", ...rest] = ids;
    const isId = z.regexes.guid.test(first) && rest.every((part) => part !== "");
    if (!isId || ids.length !== (kinds[kind].idPartCount ?? 1)) {
      throw fail(`${address}: its id is not the id of a ${kinds[kind].noun}`);
    }
    return {
      ...{ kind, address, words: addressWords(where), id: ids.join("/") },
      notebookId: kind === "NotebookImage" ? (attributes.notebook_id ?? undefined) : first,
      region: attributes.region || undefined,
      isTainted: status === "tainted",
      isDeposed: deposed !== undefined,
    };
  });
}

/** Which property is wrong, and how. The schema's messages have no values of the file. */
function issueText({ issues: [issue] }: z.ZodError): string {
  return `${issue?.path.join(".") || "the file"}: ${issue?.message}`;
}

/** PowerShell writes UTF-16 or a byte order mark if it redirects the output of a command. */
function decoded(bytes: Buffer): string {
  const isUtf16 = bytes[0] === 0xff && bytes[1] === 0xfe;
  return new TextDecoder(isUtf16 ? "utf-16le" : "utf-8").decode(bytes);
}
