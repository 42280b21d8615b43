/** docs/functions.md: every function, its arguments and its results. */
import { LocationShape } from "../../provider/config/location";
import {
  functionNames,
  functions,
  type FunctionName,
} from "../../provider/resources/functions/functions";
import { schemaOf, type Schema } from "../../provider/resources/json-schema";
import { rows } from "./resource-reference";

export function functionsReference(): string {
  return `# Functions

Made by \`npm run docs\` from \`provider/resources/functions/functions.ts\`. Functions read the API without managing anything:

\`\`\`ts
import { getImage, getNotebookOutput, Notebook } from "pulumi-modelarts";

const image = getImage({ name: "pytorch1.8-cuda10.2-cudnn7-ubuntu18.04" });
const dev = new Notebook("dev", {
  flavor: "modelarts.vm.cpu.2u",
  imageId: image.then(({ id = "" }) => id),
  volume: { category: "EVS", ownership: "MANAGED" },
});
export const owner = getNotebookOutput({ id: dev.id }).user;
\`\`\`

- Each function has two forms. \`getImage\` takes plain values and returns a promise. \`getImageOutput\` also takes
  values that are known later, and returns an Output; in a preview it is unknown as long as an argument is.
- Functions call the API in previews, too, from the program's own process, with the configuration of the stack and the
  environment ([configuration.md](configuration.md)). A program that calls no function loads no code for them.
- An error names everything that is wrong with the arguments. The API is not called then.
- Lists are complete, however many pages they have ([how](decisions/lists.md)): they have CodeLab, your own images and
  every workspace that the service lists, unless an argument excludes them. \`workspaces\` names the workspaces that
  were read, and \`gaps\` what could not be read and why, such as workspaces that you may not list.
- A notebook's \`token\` is missing: a promise would return it in clear text, and it would make a whole Output a
  secret. \`Notebook.get(name, id).token\` is a secret Output with the token alone.
- The plugin has the same functions as invokes, such as \`modelarts:index:getImage\`: [plugin.md](plugin.md).

Every function takes these arguments, to read from another location than the stack's:

${argumentsTable(schemaOf(LocationShape, "input"))}

${functionNames.map(section).join("\n")}`;
}

function section(name: FunctionName): string {
  const { description, inputs, outputs } = functions[name];
  const schema = schemaOf(inputs, "input");
  const own = Object.entries(schema.properties ?? {}).filter(
    ([key]) => !(key in LocationShape.shape),
  );
  const results = rows(schemaOf(outputs, "output"), "", false).filter(({ path }) => isShown(path));
  return `## ${name}

${description}

${argumentsTable({ ...schema, properties: Object.fromEntries(own) })}

| Result | Type | Meaning |
| --- | --- | --- |
${results.map(({ path, type, meaning }) => `| \`${path}\` | ${type} | ${meaning} |`).join("\n")}
`;
}

/** Leaves out deeply nested fields, which notebook.md has, and tokens, which no function returns. */
function isShown(path: string): boolean {
  return path.split(".").length <= (path.includes("[].") ? 2 : 1) && !/\btoken$/.test(path);
}

function argumentsTable(schema: Schema): string {
  const lines = rows(schema, "", true).map(
    ({ path, type, isRequired, meaning }) =>
      `| \`${path}\` | ${type} | ${isRequired ? "required" : ""} | ${meaning} |`,
  );
  return ["| Argument | Type | | Meaning |", "| --- | --- | --- | --- |", ...lines].join("\n");
}
