/** Our packages as npm would install them after a release: an npm registry that has them, and no others of its own. */
import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { promisify } from "node:util";
import { ROOT } from "./stack";

const run = promisify(execFile);

export interface NpmRegistry {
  /** For npm's setting `registry`. */
  url: string;
  close(): Promise<void>;
}

interface Manifest {
  name: string;
  version: string;
}

/** Serves the packed packages. Requests for every other package are redirected to the registry that npm is set to. */
export async function serveRegistry(tarballs: readonly string[]): Promise<NpmRegistry> {
  const { stdout } = await run("npm", ["config", "get", "registry"], { cwd: ROOT });
  const other = stdout.trim();
  const packages = new Map<string, { manifest: Manifest; content: Buffer }>();
  for (const file of tarballs) {
    const args = ["-xzOf", file, "package/package.json"];
    const manifest = JSON.parse((await run("tar", args)).stdout) as Manifest;
    packages.set(manifest.name, { manifest, content: readFileSync(file) });
  }
  const server = createServer(({ url: path = "/" }, response) => {
    const [, name = "", isTarball] = /^\/([^/?]+)(\/-\/)?/.exec(path) ?? [];
    const found = packages.get(name);
    if (found === undefined) response.writeHead(307, { location: new URL(path, other).href }).end();
    else if (isTarball) response.end(found.content);
    else answer(response, found.manifest, found.content);
  });
  const answer = (response: ServerResponse, manifest: Manifest, content: Buffer) => {
    const { name, version } = manifest;
    const integrity = `sha512-${createHash("sha512").update(content).digest("base64")}`;
    const dist = { tarball: `${url}/${name}/-/${name}-${version}.tgz`, integrity };
    response.setHeader("content-type", "application/json");
    const versions = { [version]: { ...manifest, dist } };
    response.end(JSON.stringify({ name, "dist-tags": { latest: version }, versions }));
  };
  await once(server.listen(0, "127.0.0.1"), "listening");
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    close: async () => {
      server.closeAllConnections();
      await promisify(server.close.bind(server))();
    },
  };
}
