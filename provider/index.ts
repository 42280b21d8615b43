/**
 * The public names, nothing else. The declarations of everything exported here keep to the syntax of
 * TypeScript 3.8: Pulumi uses that version for a program that installs no TypeScript of its own.
 */
export * from "./sdk/generated/functions";
export * from "./sdk/helpers";
export { Notebook } from "./sdk/notebook";
export { NotebookImage } from "./sdk/notebook-image";
export { NotebookStorage } from "./sdk/notebook-storage";
export { RegisteredImage } from "./sdk/registered-image";
export * from "./sdk/generated/types";

/** @deprecated The earlier name of `ResourceLocation`. */
export type { ResourceLocation as ResourcePlace } from "./sdk/generated/types";
