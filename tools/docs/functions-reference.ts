/** docs/functions.md: every function, its arguments and its result. */
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

Made by \`npm run docs\` from \`provider/resources/functions/functions.ts\`. Functions that read from ModelArts
without managing anything:

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

- Each function has two forms. \`getImage\` takes plain values and returns a promise. \`getImageOutput\` takes
  Outputs, too, and returns an Output; in a preview the result is unknown while an argument is.
- Functions call the API in previews, too, from the program's own process, with the configuration of the stack
  and the environment ([configuration.md](configuration.md)). A program that calls no function loads nothing for
  them.
- If arguments are wrong, the error lists everything that is wrong, and no request is sent.
- Lists are complete, however many pages they have ([how](decisions/lists.md)): CodeLab, your own images and
  every workspace that the service lists are included unless an argument excludes them. \`workspaces\` in the
  result are those that were searched; \`gaps\` says what was not searched and why, e.g. workspaces that you may
  not list.
- A notebook's \`token\` is left out: the value of a promise is not secret, and an Output with a token would be
  secret as a whole. \`Notebook.get(name, id).token\` is a secret Output of the token alone.
- The plugin has the same functions as invokes, \`modelarts:index:getImage\` and so on: [plugin.md](plugin.md).

Every function has the arguments of a location, for a location other than the stack's own:

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

/** Nested fields are in notebook.md; a token is in no result. */
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
