/**
 * JavaScript for a program: a resource of one of our types that passes everything on and answers `live`
 * as what it made. For what the lifecycle would refuse, or mend at once, before a rule sees it.
 */
export const ECHO = `
  const echo = "exports.handler = () => ({" +
    " check: async (olds, inputs) => ({ inputs })," +
    " diff: async () => ({ changes: false })," +
    " create: async ({ __live, ...inputs }) =>" +
    "   ({ id: 'echo-' + Math.random(), outs: { ...inputs, ...__live } }) });";
  class Echo extends pulumi.CustomResource {
    constructor(kind, name, inputs, live) {
      const type = "pulumi-nodejs:dynamic/modelarts:Notebook" + kind;
      const outputs = Object.fromEntries(Object.keys(live ?? {}).map((key) => [key, undefined]));
      super(type, name, { ...outputs, ...inputs, __live: live, __provider: echo });
    }
  }
`;
