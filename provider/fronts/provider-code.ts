/**
 * What the engine keeps with each notebook and runs to get the dynamic provider. Pulumi would serialize
 * the provider's whole code into it; a constant that requires the installed package keeps the state
 * small and needs no TypeScript compiler. The plugin puts the very same text into what it imports, so
 * that the class can take it over.
 */
export const PROVIDER_CODE = `exports.handler = () => require("pulumi-modelarts/dynamic").provider;`;
