/**
 * An empty lifecycle: every method answers at once with what it was given. If the project has an outputs.json, a create
 * answers its content, too.
 */
const { randomUUID } = require("node:crypto");
const { existsSync, readFileSync } = require("node:fs");
const { join } = require("node:path");

const file = join(process.cwd(), "outputs.json");
const outputs = existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : {};

module.exports = {
  check: async (olds, inputs) => ({ inputs, failures: [] }),
  diff: async () => ({ changes: false }),
  create: async (inputs) => ({ id: randomUUID(), outs: { ...inputs, ...outputs } }),
  read: async (id, props) => ({ id, props }),
  update: async (id, olds, inputs) => ({ outs: inputs }),
  delete: async () => {},
};
