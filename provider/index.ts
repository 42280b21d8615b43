/**
 * The public names, nothing else. What this exports keeps to the syntax of TypeScript 3.8 in its
 * declarations, the version that Pulumi falls back to where a program has none of its own.
 */
export * from "./functions";
export * from "./helpers";
export { Notebook } from "./notebook";
export { NotebookImage } from "./notebook-image";
export { NotebookStorage } from "./notebook-storage";
export { RegisteredImage } from "./registered-image";
export type { ResourcePlace } from "./resource";
export * from "./types";
