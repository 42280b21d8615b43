import { strict as assert } from "node:assert";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { rootCertificates } from "node:tls";
import { ConnectionError } from "../../../provider/client/errors";
import { withPublicAuthorities } from "../../../provider/client/pool";
import { operations } from "../../../provider/wire/operations";
import { useTransports } from "./transport-steps";

const { createNotebook } = operations;

describe("transport: TLS", () => {
  const given = useTransports();
  const folder = mkdtempSync(join(tmpdir(), "modelarts-tls-"));
  after(() => rmSync(folder, { recursive: true }));

  /** A certificate that nobody else signed. */
  function certificate(name: string, subject: string) {
    const [key, cert] = [join(folder, `${name}.key`), join(folder, `${name}.pem`)];
    const algorithm = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"];
    const files = ["-keyout", key, "-out", cert, "-days", "2"];
    const names = ["-subj", "/CN=test", "-addext", `subjectAltName=${subject}`];
    execFileSync("openssl", ["req", "-x509", ...algorithm, ...files, ...names], { stdio: "pipe" });
    return { key: readFileSync(key, "utf8"), cert: readFileSync(cert, "utf8") };
  }
  const ours = certificate("ours", "IP:127.0.0.1");
  const elsewhere = certificate("elsewhere", "DNS:elsewhere.example.com");

  const taken: [what: string, tls: typeof ours, settings: object][] = [
    ["its certificate is a configured authority", ours, { caCert: ours.cert }],
    ["insecure is set", ours, { insecure: true }],
    ["insecure is set and the name differs", elsewhere, { insecure: true }],
  ];
  for (const [what, tls, settings] of taken) {
    it(`given a server that signed for itself, when ${what}, then it is talked to`, async () => {
      const { transport, seen } = await given({ tls, settings });
      await transport.send(createNotebook, { body: {} });
      assert.equal(seen.length, 1);
    });
  }

  const refused: [what: string, tls: typeof ours, settings: object, words: RegExp][] = [
    ["nothing is configured", ours, {}, /self-signed certificate/],
    [
      "another authority is configured",
      ours,
      { caCert: elsewhere.cert },
      /self-signed certificate/,
    ],
    ["its name differs", elsewhere, { caCert: elsewhere.cert }, /127\.0\.0\.1 is not in the cert/],
  ];
  for (const [what, tls, settings, words] of refused) {
    it(`given a server that signed for itself, when ${what}, then nothing is sent to it`, async () => {
      const { transport, seen, clock } = await given({ tls, settings });
      await assert.rejects(transport.send(createNotebook, { body: {} }), (error: unknown) => {
        assert(error instanceof ConnectionError && !error.isSent);
        assert.match(error.message, words);
        return true;
      });
      assert.equal(seen.length, 0);
      assert.deepEqual(clock.slept, [], "another try would end in the same way");
    });
  }

  it("given an authority of one's own, then the public ones are trusted as well", () => {
    assert.deepEqual(withPublicAuthorities(ours.cert), [...rootCertificates, ours.cert]);
  });
});
