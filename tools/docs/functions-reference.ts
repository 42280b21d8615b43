/** docs/functions.md: every function, its arguments and what it finds. */
import { schemaOf, type Schema } from "../../provider/resources/json-schema";
import {
  functionNames,
  functions,
  type FunctionName,
} from "../../provider/resources/functions/functions";
import { LocationShape } from "../../provider/config/location";
import { rows } from "./resource-reference";

export function functionsReference(): string {
  return `# Functions

Made by \`npm run docs\` from \`provider/resources/functions/functions.ts\`. What programs can ask without managing it:

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

- Each one is there twice: \`getImage\` takes plain values and gives a promise, \`getImageOutput\` takes what
  may be known later and gives an Output, which stays unknown in a preview as long as an argument is.
- They ask the API in previews, too, straight from the program's process, with the stack's configuration
  and the environment's ([configuration.md](configuration.md)). A program that calls none loads nothing
  for them.
- What is wrong with the arguments is said all at once, and nothing is asked then.
- Lists are whole, however many pages they take ([how](decisions/lists.md)): CodeLab, one's own images and
  every workspace that the service lists are in them unless an argument leaves them out. \`workspaces\` answers
  where they looked, \`gaps\` what could not be looked at and why, such as workspaces that you may not list.
- A notebook's \`token\` is left out: a promise would give it in the clear, and it would make a whole Output
  a secret. \`Notebook.get(name, id).token\` is a secret Output of it alone.
- The plugin serves the same ones as invokes, \`modelarts:index:getImage\` and so on: [plugin.md](plugin.md).

Every one of them can be asked somewhere else than in the stack's own place:

${argumentsTable(schemaOf(LocationShape, "input"))}

${functionNames.map(section).join("\n")}`;
}

function section(name: FunctionName): string {
  const { description, inputs, outputs } = functions[name];
  const asked = schemaOf(inputs, "input");
  const own = Object.entries(asked.properties ?? {}).filter(
    ([key]) => !(key in LocationShape.shape),
  );
  const found = rows(schemaOf(outputs, "output"), "", false).filter(({ path }) => isShown(path));
  return `## ${name}

${description}

${argumentsTable({ ...asked, properties: Object.fromEntries(own) })}

| What it finds | Type | Meaning |
| --- | --- | --- |
${found.map(({ path, type, meaning }) => `| \`${path}\` | ${type} | ${meaning} |`).join("\n")}
`;
}

/** Notebook.md has all of a notebook; a token is in no result. */
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
