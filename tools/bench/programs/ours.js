/** The resource class of this package, in JavaScript. */
const { Notebook } = require("pulumi-modelarts");

for (let index = 0; index < Number(process.env.BENCH_NOTEBOOKS); index++) {
  new Notebook(`notebook-${index}`, {
    flavor: "modelarts.vm.cpu.2u",
    imageId: "e1a07296-22a8-4f05-8bc8-e936c8e54090",
    volume: { category: "EVS", ownership: "MANAGED" },
  });
}
