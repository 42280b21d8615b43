/**
 * A provider as Pulumi's documentation teaches it: closures that the SDK serializes into the state, a connection for
 * each call, and a poll every ten seconds. https://www.pulumi.com/docs/iac/concepts/providers/dynamic-providers/
 */
const pulumi = require("@pulumi/pulumi");

const POLL_MS = 10_000;

function call(method, path, body) {
  const http = require("node:http");
  const url = `${process.env.MODELARTS_ENDPOINT}/v1/${process.env.HW_PROJECT_ID}${path}`;
  return new Promise((resolve, reject) => {
    const headers = { "content-type": "application/json", "x-auth-token": "test" };
    const request = http.request(url, { method, headers, agent: false }, (response) => {
      let text = "";
      response.setEncoding("utf8").on("data", (part) => (text += part));
      response.on("end", () => resolve({ status: response.statusCode, text }));
    });
    request.on("error", reject);
    request.end(body === undefined ? undefined : JSON.stringify(body));
  });
}

async function show(id) {
  const { status, text } = await call("GET", `/notebooks/${id}`);
  if (/ModelArts\.(6309|6404)/.test(text)) return undefined; // There is no such notebook.
  if (status !== 200) throw new Error(`reading ${id} failed: ${text}`);
  return JSON.parse(text);
}

async function poll(id, isDone) {
  for (;;) {
    await require("node:timers/promises").setTimeout(POLL_MS);
    const notebook = await show(id);
    if (isDone(notebook)) return notebook;
  }
}

const provider = {
  async create(inputs) {
    const { status, text } = await call("POST", "/notebooks", {
      name: inputs.name,
      flavor: inputs.flavor,
      image_id: inputs.imageId,
      volume: inputs.volume,
    });
    if (status !== 200) throw new Error(`creating the notebook failed: ${text}`);
    const { id } = JSON.parse(text);
    const notebook = await poll(id, (found) => found?.status === "RUNNING");
    return { id, outs: { ...inputs, status: notebook.status, url: notebook.url } };
  },
  async diff(id, olds, news) {
    const replaces = ["name", "flavor", "imageId"].filter((key) => olds[key] !== news[key]);
    return { changes: replaces.length > 0, replaces };
  },
  async read(id, props) {
    const notebook = await show(id);
    if (notebook === undefined) return { id: "", props: {} };
    const { name, flavor, status, url } = notebook;
    return { id, props: { ...props, name, flavor, status, url } };
  },
  async delete(id) {
    await call("DELETE", `/notebooks/${id}`);
    await poll(id, (found) => found === undefined);
  },
};

class Notebook extends pulumi.dynamic.Resource {
  constructor(name, args) {
    super(provider, name, { status: undefined, url: undefined, ...args });
  }
}

for (let index = 0; index < Number(process.env.BENCH_NOTEBOOKS); index++) {
  new Notebook(`notebook-${index}`, {
    name: `notebook-${index}`,
    flavor: "modelarts.vm.cpu.2u",
    imageId: "e1a07296-22a8-4f05-8bc8-e936c8e54090",
    volume: { category: "EVS", ownership: "MANAGED" },
  });
}
