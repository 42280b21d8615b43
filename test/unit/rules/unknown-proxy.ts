/** Properties as the SDK hands them to rules. The SDK exports this, but its type declarations don't. */
const sdk = require("@pulumi/policy/proxy") as {
  unknownCheckingProxy(properties: object): never;
  unknownStringValue: string;
};

export const { unknownCheckingProxy, unknownStringValue } = sdk;
