/** Answers every request with the same text, so that a client is the slower side. Prints its port. */
const { Buffer } = require("node:buffer");
const { createServer } = require("node:http");

const body = process.env.BENCH_BODY;
const headers = { "content-type": "application/json", "content-length": Buffer.byteLength(body) };
const server = createServer((request, response) => response.writeHead(200, headers).end(body));
server.listen(0, "127.0.0.1", () => console.log(server.address().port));
