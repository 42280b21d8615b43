/** docs/notebook.md and its like: every field, what it means, and what a change of it leads to. */
import type { Consequence, Row as Field } from "../../provider/resources/resource-kind";
import { kinds } from "../../provider/resources/registry";
import type { KindName } from "../../provider/engine/type-tokens";
import { inputSchema, outputSchema, type Schema } from "../../provider/resources/json-schema";

const consequences: Record<Consequence, string> = {
  online: "in place; where the API refuses that for a running notebook, see `stopToRename`",
  whitelist:
    "in place, stopped and started again; with `onlineUpdates` first tried without the stop",
  disk: "in place, while the notebook runs",
  stopped: "in place, stopped and started again",
  status: "started or stopped",
  tags: "in place, by calls of their own",
  lease: "in place; on a stopped notebook with its next start",
  replace: "replacement",
  read: "",
};

/** What a table can't say. */
const remarks: Record<KindName, { intro: string; inputs: string }> = {
  Notebook: {
    intro: `Where several rows of a column differ, the nearest one counts: \`volume.capacity\` is updated in place on
an EVS disk and needs a replacement on an EFS.`,
    inputs: `An input that is not declared is left as the API has it, but for \`description\`, \`endpoints\`,
\`hooks\` and \`tags\`: taking those out clears the description, closes SSH, takes the hooks away, and
the tags that it had put on.`,
  },
  NotebookStorage: {
    intro: `A folder in object storage (\`OBS\`, \`OBSFS\`), or of an SFS Turbo (\`EFS\`), that is mounted into a
running notebook. Its id, also for imports, is \`notebookId/storageId\`.`,
    inputs: `- The notebook must be RUNNING: the API mounts nothing into another one. While it is stopped, a refresh
  leaves the mount as the state has it, whatever the API lists then.
- Only parallel file systems can be mounted, as the documentation says; the API refuses another bucket
  (ModelArts.6772). One may be declared as \`OBS\` and answered as \`OBSFS\`: that is no difference.
- If mounting fails, the error and \`failureReason\` say why.
- Where the new mount would be in the old one's place, the old one is unmounted first.
- A mount that was taken away in the console is mounted again by the next \`up\` after a refresh.
- A mount whose notebook is gone is gone, too. If the notebook does not run, deleting the mount only lets go
  of it, as the update's output says: nothing is mounted then, and the data lies in the storage.`,
  },
  NotebookImage: {
    intro: "A running notebook, saved as an image that other notebooks can be created from.",
    inputs: `- The notebook must be RUNNING. It is SNAPSHOTTING while it is being saved, and runs on.
- \`up\` saves once: what changes in the notebook afterwards is in no image. For a new one, declare a new tag.
- Where organization, name and tag stay, the old image is deleted before the new one is saved.
- Of an imported image the API does not say the notebook, so \`notebookId\` is no difference then.
- Deleting the image leaves its content in SWR, where it costs money and can still be pulled.
  \`forceDelete: true\` deletes the content, too. It must be in the state before the deletion: run
  \`pulumi up\` with it first.`,
  },
  RegisteredImage: {
    intro: `An image of your own that lies in SWR, registered so that notebooks can be created from it: by
\`imageId: image.id\`. Its id, also for imports, is the image's id.`,
    inputs: `- An address can be registered once. Where \`swrPath\` stays, the old registration is deleted before the new
  one is made; notebooks that run go on running.
- Deleting the image takes away the registration and leaves the content in SWR. \`forceDelete: true\` deletes
  the content, too. It must be in the state before the deletion: run \`pulumi up\` with it first. While it is
  true, a change that would register the same address anew is refused, since the content would be gone.
- What is not declared is as the API sets it, and never a difference.
- The API's \`tags\` of an image can't be declared: their form is not documented.`,
  },
};

export function resourceReference(name: KindName): string {
  const kind = kinds[name];
  const { intro, inputs } = remarks[name];
  return `# ${name}

Made by \`npm run docs\` from the wire schemas and the fields table in \`provider/resources/\`.

## Inputs

${intro}

| Property | Type | | What a change leads to | Meaning |
| --- | --- | --- | --- | --- |
${rows(inputSchema(kind), "", true)
  .map(
    ({ path, type, isRequired, meaning }) =>
      `| \`${path}\` | ${type} | ${isRequired ? "required" : ""} | ${consequence(kind.fields, path)} | ${meaning} |`,
  )
  .join("\n")}

${inputs}

## Outputs

| Property | Type | Meaning |
| --- | --- | --- |
${rows(outputSchema(kind), "", false)
  .map(({ path, type, meaning }) => `| \`${path}\` | ${type} | ${meaning} |`)
  .join("\n")}
`;
}

interface Row {
  path: string;
  type: string;
  isRequired: boolean;
  meaning: string;
}

export function rows(schema: Schema, prefix: string, isInput: boolean): Row[] {
  return Object.entries(schema.properties ?? {}).flatMap(([key, property]) => {
    const path = `${prefix}${key}`;
    const inner = property.items ?? property;
    const row = {
      path: property.items === undefined ? path : `${path}[]`,
      type: typeName(inner),
      isRequired: schema.required?.includes(key) === true,
      meaning: (property.description ?? "").replaceAll("|", "\\|"),
    };
    return [row, ...rows(inner, `${row.path}.`, isInput)];
  });
}

function typeName(schema: Schema): string {
  if (schema.properties !== undefined) return "object";
  if (schema.additionalProperties) return "map of string";
  const values = schema.enum ?? schema.knownValues;
  if (values !== undefined) return values.map((value) => `\`${value}\``).join(", ");
  return schema.type ?? "string";
}

/** That of the path's own row, or else of what holds it. */
function consequence(fields: readonly Field[], path: string): string {
  if (path === "region" || path === "projectId") return consequences.replace;
  if (path === "connection") return "in place; replacement if it leads to another location";
  const plain = path.replaceAll("[]", "");
  const own = fields.filter((field) => field.path === plain);
  if (own.length > 0) {
    return own
      .map(({ of, change }) => (of === undefined ? "" : `${of}: `) + consequences[change])
      .join("; ");
  }
  const isTop = !plain.includes(".");
  if (isTop) return "";
  return consequence(fields, plain.slice(0, plain.lastIndexOf(".")));
}
