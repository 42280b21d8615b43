/**
 * The least that a dynamic provider costs: the code in the state is constant and short, and the lifecycle does
 * nothing. BENCH_OUTPUTS adds outputs that nobody reads.
 */
const { join } = require("node:path");
const pulumi = require("@pulumi/pulumi");

const lifecycle = JSON.stringify(join(process.cwd(), "lifecycle.js"));
const count = Number(process.env.BENCH_NOTEBOOKS);
const names = Array.from({ length: Number(process.env.BENCH_OUTPUTS ?? 0) }, (_, i) => `out${i}`);
const outputs = Object.fromEntries(names.map((name) => [name, undefined]));

for (let index = 0; index < count; index++) {
  new pulumi.CustomResource("pulumi-nodejs:dynamic/bench:Notebook", `notebook-${index}`, {
    ...outputs,
    flavor: "modelarts.vm.cpu.2u",
    imageId: "e1a07296-22a8-4f05-8bc8-e936c8e54090",
    volume: { category: "EVS", ownership: "MANAGED" },
    __provider: `exports.handler = () => require(${lifecycle});`,
  });
}
