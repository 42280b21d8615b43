import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Connections } from "../../../provider/config/connections";

describe("modelarts:maxConnections", () => {
  /** @returns how many connections a server saw for 40 requests at the same time. */
  async function connectionsFor(maxConnections?: string): Promise<number> {
    let opened = 0;
    const server = createServer((_, response) => void setTimeout(() => response.end("{}"), 20));
    server.on("connection", () => opened++);
    await once(server.listen(0, "127.0.0.1"), "listening");
    const { port } = server.address() as AddressInfo;
    const stack: Record<string, string | undefined> = {
      ...{
        endpoint: `http://127.0.0.1:${port}`,
        token: "the-token",
        projectId: "p",
        maxConnections,
      },
    };
    const client = new Connections((key) => stack[key], {}).client({});
    const asked = Array.from({ length: 40 }, () =>
      client.showNotebook({ id: "n" }).catch(() => undefined),
    );
    await Promise.all(asked);
    await client.close();
    server.close();
    return opened;
  }

  it("is 32 by default", async () => {
    assert.equal(await connectionsFor(), 32);
  });

  for (const limit of [1, 3]) {
    it(`of ${limit} makes further requests wait`, async () => {
      assert.equal(await connectionsFor(String(limit)), limit);
    });
  }

  for (const wrong of ["0", "-1", "2.5", "many", "1e3"]) {
    it(`can't be ${wrong}`, () => {
      const stack: Record<string, string> = { region: "eu-de", token: "t", projectId: "p" };
      const connections = new Connections((key) => stack[key], {
        MODELARTS_MAX_CONNECTIONS: wrong,
      });
      assert.throws(
        () => connections.client({}),
        new RegExp(`MODELARTS_MAX_CONNECTIONS must be a whole number.*is "${wrong}"`),
      );
    });
  }
});
