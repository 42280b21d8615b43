/** This package's version. */
export const { version: VERSION } = require("pulumi-modelarts-policies/package.json") as {
  version: string;
};
