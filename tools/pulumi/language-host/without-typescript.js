// `node -e <this> -- <cmd/…/index.js> <arguments>` leaves the process.argv that index.js would see on its
// own. It takes `run` from the module beside it only when it runs, so a replaced `run` is all it needs.
const runner = require(require("node:path").join(process.argv[1], "../run.js"));
const { run } = runner;
runner.run = (options) => run({ ...options, typeScript: false });
require(process.argv[1]);
