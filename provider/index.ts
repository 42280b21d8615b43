/**
 * The public names, nothing else. What this exports keeps to the syntax of TypeScript 3.8 in its
 * declarations, the version that Pulumi falls back to where a program has none of its own.
 */
export * from "./sdk/generated/functions";
export * from "./sdk/helpers";
export { Notebook } from "./sdk/notebook";
export { NotebookImage } from "./sdk/notebook-image";
export { NotebookStorage } from "./sdk/notebook-storage";
export { RegisteredImage } from "./sdk/registered-image";
export type { ResourcePlace } from "./sdk/resource";
export * from "./sdk/generated/types";
