/** 121 notebooks are three pages, whatever a cloud makes of an offset; other limits are refused. */
import assert from "node:assert/strict";
import {
  createSimulator,
  type LogEntry,
  type RunningSimulator,
  type Simulator,
} from "pulumi-modelarts-simulator";
import { createClient, type Client } from "../../../provider/client/client";
import { functions } from "../../../provider/resources/functions/functions";
import { cloudNames } from "../../../provider/wire/facts/clouds";
import { useFolder as useCliFolder } from "../cli/cli-steps";
import { useFolder as useReportFolder } from "../report/fixtures";

for (const cloud of cloudNames) {
  for (const page of ["floor", "start"] as const) {
    describe(`121 notebooks on ${cloud}, pages by ${page}`, () => {
      let simulator: Simulator;
      let server: RunningSimulator;
      let client: Client;
      let log: LogEntry[];
      let ids: string[];
      beforeEach(async () => {
        log = [];
        simulator = createSimulator({
          cloud,
          assume: { page, "list-limit": "refused" },
          log: (entry) => log.push(entry),
        });
        server = await simulator.listen();
        client = createClient({
          endpoint: server.url,
          authUrl: undefined,
          projectId: "p",
          credentials: { kind: "token", token: "the-token-of-the-test" },
          insecure: false,
          caCert: undefined,
        });
        ids = Array.from({ length: 119 }, (_, index) => add(`lab-${index}`, index));
        ids.push(add("codelab", 200, { feature: "DEFAULT" }));
        ids.push(add("of-team", 201, { workspace_id: "7" }));
        ids.sort();
      });
      afterEach(async () => {
        await client.close();
        await server.close();
      });
      const add = (name: string, create_at: number, more: object = {}) =>
        simulator.notebooks.add({ name, create_at, ...more }).id;
      const cli = useCliFolder(() => server.url);
      const report = useReportFolder();

      function asksWholePages(): void {
        const lists = log.filter(({ path }) => /\/notebooks(\/all)?$/.test(path));
        assert.ok(lists.length >= 4, `${lists.length} lists`);
        for (const { query } of lists) {
          assert.equal(query["limit"], "50");
          assert.equal(Number(query["offset"]) % 50, 0);
        }
      }

      it("getNotebooks finds them", async () => {
        const { notebooks } = await functions.getNotebooks.run({ client }, {});
        assert.deepEqual(notebooks.map(({ id }) => id).sort(), ids);
        asksWholePages();
      });

      it("import writes them", async () => {
        const { code, errors } = await cli().run(["import"]);
        assert.equal(code, 0, errors);
        const { resources } = cli().json();
        assert.deepEqual(resources.map(({ id }) => id).sort(), ids);
        asksWholePages();
      });

      it("audit evaluates them", async () => {
        const env = {
          HW_ACCESS_KEY: "a",
          HW_SECRET_KEY: "s",
          HW_PROJECT_ID: "p",
          MODELARTS_ENDPOINT: server.url,
        };
        const { out, errors } = await report().run(["audit"], { env });
        assert.match(out, /^\| 121 \|/m, errors);
        asksWholePages();
      });
    });
  }
}
