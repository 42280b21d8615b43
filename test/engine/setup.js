/** Gets the Pulumi CLI once, before the workers of the parallel run ask for it. */
module.exports.mochaGlobalSetup = async () => {
  // Only now: mocha loads this file before it registers ts-node.
  await require("../../tools/pulumi/cli").findPulumi();
};
