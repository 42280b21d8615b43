/**
 * What the engine keeps with each resource and runs to get the dynamic provider. Pulumi would serialize
 * the provider's whole code into it; a constant that requires the installed package keeps the state
 * small and needs no TypeScript compiler. The plugin puts the very same text into what it imports, so
 * that the class can take it over. A text that is in somebody's state must go on working.
 */
import type { KindName } from "./type-tokens";

const exported = (name: string) =>
  `exports.handler = () => require("pulumi-modelarts/dynamic").${name};`;

export const providerCodes: Readonly<Record<KindName, string>> = {
  Notebook: exported("provider"),
  NotebookStorage: exported("storage"),
  NotebookImage: exported("image"),
  RegisteredImage: exported("registeredImage"),
};
