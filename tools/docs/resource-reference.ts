/** docs/notebook.md and the other resources' pages: every field, its meaning, and the effect of a change. */
import type { KindName } from "../../provider/engine/type-tokens";
import { inputSchema, outputSchema, type Schema } from "../../provider/resources/json-schema";
import { kinds } from "../../provider/resources/registry";
import type { Consequence, Row as Field } from "../../provider/resources/resource-kind";

const consequences: Record<Consequence, string> = {
  online: "in place; where the API refuses that for a running notebook, see `stopToRename`",
  whitelist:
    "in place, stopped and started again; with `onlineUpdates` first tried without the stop",
  state: "in place, in the state alone",
  disk: "in place, while the notebook runs",
  stopped: "in place, stopped and started again",
  status: "started or stopped",
  tags: "in place, by calls of their own",
  lease: "in place; on a stopped notebook with its next start",
  replace: "replacement",
  read: "",
};

/** Texts around the tables. */
const remarks: Record<KindName, { intro: string; inputs: string }> = {
  Notebook: {
    intro: `A change of a nested property has the effect of its own row: a new \`volume.capacity\` is an update in
place on an EVS disk, and a replacement on an EFS.`,
    inputs: `An input that is not declared stays as the API has it, except for \`description\`, \`endpoints\`,
\`hooks\` and \`tags\`: removing those from the program clears the description, closes SSH, and removes the hooks and
the tags that the program had set.`,
  },
  NotebookStorage: {
    intro: `A folder in object storage (\`OBS\`, \`OBSFS\`), or of an SFS Turbo (\`EFS\`), that is mounted into a
running notebook. Its id, also for imports, is \`notebookId/storageId\`.`,
    inputs: `- The notebook must be RUNNING: the API mounts storage into running notebooks only. While it is stopped, a refresh
  keeps the mount as it is in the state, whatever the API lists then.
- Only parallel file systems can be mounted, as the documentation says; the API refuses other buckets
  (ModelArts.6772). A file system may be declared as \`OBS\` and answered as \`OBSFS\`: that is no difference.
- If mounting fails, the error and \`failureReason\` say why.
- If a replacement has the same mount path, the old mount is unmounted first.
- A mount that was removed in the console is mounted again by the next \`up\` after a refresh.
- A mount whose notebook was deleted is deleted, too. If the notebook does not run, deleting the mount only removes
  it from the state, and the update's output says so: nothing is mounted then, and the data stays in the storage.`,
  },
  NotebookImage: {
    intro: "A running notebook, saved as an image that other notebooks can be created from.",
    inputs: `- The notebook must be RUNNING. It is SNAPSHOTTING while it is being saved, and keeps running.
- \`up\` saves the notebook once; later changes of the notebook are in no image. For a new image, declare a new tag.
- If organization, name and tag stay, the old image is deleted before the new one is saved.
- The API does not answer an image's notebook, so \`notebookId\` of an imported image is never a difference.
- Deleting the image leaves its content in SWR, where it costs money and can still be pulled.
  \`forceDelete: true\` deletes the content, too. It must be in the state before the deletion: run
  \`pulumi up\` with it first.`,
  },
  RegisteredImage: {
    intro: `An image of your own in SWR, registered so that notebooks can be created from it with
\`imageId: image.id\`. Its id, also for imports, is the image's id.`,
    inputs: `- An address can be registered once. If \`swrPath\` stays, the old registration is deleted before the new one is made;
  running notebooks keep running.
- Deleting the image deletes the registration and leaves the content in SWR. \`forceDelete: true\` deletes the content,
  too. It must be in the state before the deletion: run \`pulumi up\` with it first. While it is true, a change that
  would register the same address again is refused, since the content would be deleted.
- An input that is not declared has the API's value, and is never a difference.
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

| Property | Type | | Effect of a change | Meaning |
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
    const nested = property.items ?? property;
    const row = {
      path: property.items === undefined ? path : `${path}[]`,
      type: typeName(nested),
      isRequired: schema.required?.includes(key) === true,
      meaning: (property.description ?? "").replaceAll("|", "\\|"),
    };
    return [row, ...rows(nested, `${row.path}.`, isInput)];
  });
}

function typeName(schema: Schema): string {
  if (schema.properties !== undefined) return "object";
  if (schema.additionalProperties) return "map of string";
  const values = schema.enum ?? schema.knownValues;
  if (values !== undefined) return values.map((value) => `\`${value}\``).join(", ");
  return schema.type ?? "string";
}

/** The consequence in the path's own row, or in the row of the object that contains it. */
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
