/** The SDK's proxy for properties of a resource. The SDK exports it, but its type declarations leave it out. */
const sdk = require("@pulumi/policy/proxy") as {
  unknownCheckingProxy(properties: object): never;
  unknownStringValue: string;
};

export const { unknownCheckingProxy, unknownStringValue } = sdk;
