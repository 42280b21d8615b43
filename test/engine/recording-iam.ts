/** IAM in front of a simulator's: hands logins on, and keeps the tokens that the simulator answers. */
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";

export async function recordingIam(simulator: string) {
  const tokens: string[] = [];
  const server = createServer((request, response) => {
    void text(request)
      .then((body) => fetch(simulator + request.url, { method: "POST", body }))
      .then(async (answer) => {
        const token = answer.headers.get("x-subject-token") ?? "";
        tokens.push(token);
        response.writeHead(answer.status, { "x-subject-token": token });
        response.end(await answer.text());
      });
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/v3`, tokens, close: () => server.close() };
}
