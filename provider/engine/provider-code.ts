/**
 * The code that the engine stores with each resource, and runs to get the dynamic provider. By default Pulumi
 * serializes the provider's whole code. This constant code, which requires the installed package, keeps the
 * state small and needs no TypeScript compiler. The plugin writes the same code into the state of a resource
 * that it imports, so that a program can take the resource over. The code is in users' states: it must
 * continue to work.
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
