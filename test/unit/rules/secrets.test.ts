import assert from "node:assert/strict";
import { findSecrets } from "../../../policies/rule-lib/secrets";

/** Joins parts, so that no secret scanner reports this file. */
const joined = (...parts: string[]) => parts.join("");
const KEY = "Ab3".repeat(12);

const SECRETS: Record<string, string[]> = {
  "an npm token": [joined("npm", "_", KEY)],
  "an API key": [
    joined("sk", "-", "T3BlbkFJ".repeat(6)),
    joined("OPENAI=", "sk", "-proj-", KEY),
    joined("sk", "-or-v1-", "0123456789abcdef".repeat(4)),
  ],
  "an Azure storage key": [`AccountName=team;AccountKey=${"abCD12+/".repeat(11)}==;`],
  "an authorization header": [
    `curl -H "Authorization: Bearer ${KEY}" https://example.com`,
    "headers={'Authorization': 'Basic dXNlcjpwYXNz'}",
    `authorization: token ${KEY}`,
  ],
  "a password for curl": [
    "curl -u kim:correct-horse https://example.com",
    "curl -sSfu 'kim:correct-horse' https://example.com",
    "curl --user=kim:horse https://example.com",
    'curl https://example.com?a=1&b=2 -o file -u "$USER:horse"',
  ],
};

const HARMLESS = [
  "npm_config_registry_of_the_vision_team_and_more=1",
  "npm_package_name",
  "sk-learn-pipelines-of-the-vision-team-2",
  "task-0123456789abcdef0123456789",
  "disk-0123456789abcdef0123456789",
  "AccountKey=$KEY",
  "AccountKey=<your key>",
  "Authorization: Basic authentication is off",
  "Authorization: Bearer $TOKEN",
  'curl -H "Authorization: Bearer ${TOKEN}" https://example.com',
  "Authorization: Bearer <token2>",
  "curl -u kim https://example.com",
  "curl -u kim:$PASSWORD https://example.com",
  'curl -u "kim:$(cat file)" https://example.com',
  "curl -u kim:<password> https://example.com",
  "curl https://example.com/install.sh | docker run -u 1000:1000 image",
  "curl -O https://example.com/a && docker run -u 1000:1000 image",
  "docker run -u 1000:1000 curl",
];

describe("what looks like a secret", () => {
  for (const [kind, texts] of Object.entries(SECRETS)) {
    it(`is ${kind}`, () => {
      for (const text of texts) {
        assert.deepEqual(findSecrets(`#!/bin/sh\n${text}`), [{ kind, line: 2 }], text);
      }
    });
  }

  it("does not include names, variables and placeholders", () => {
    for (const text of HARMLESS) assert.deepEqual(findSecrets(text), [], text);
  });

  it("is found in little time, even in a long line", () => {
    const before = process.cpuUsage();
    for (const part of ["curl -u ", "sk-", "authorization: bearer ", "npm_", "a:"]) {
      findSecrets(part.repeat(5000));
    }
    const { user, system } = process.cpuUsage(before);
    assert.ok(user + system < 1e6, `it took ${(user + system) / 1e6} s`);
  });

  const hostile: [begin: string, repeated: string][] = [
    ["", "a-"],
    ["", "a://b:"],
    ["", "eyJ-"],
    ["", "eyJaaaaaaaa.eyJ-"],
    ["", "token="],
    ["", "curl -u "],
    ["", "curl \t--user="],
    ["curl -", "u"],
    ["curl -u", "="],
    ["curl curl curl curl -u", "u"],
    ["Authorization: Bearer ", "a"],
    ["-----BEGIN ", "PRIVATE KEY"],
  ];
  for (const [begin, repeated] of hostile) {
    it(`takes at most thrice the time for twice the length: ${begin}${repeated.repeat(2)}…`, () => {
      const cpuMs = (length: number) => {
        const text = begin + repeated.repeat(length / repeated.length);
        const before = process.cpuUsage();
        findSecrets(text);
        const { user, system } = process.cpuUsage(before);
        return (user + system) / 1000;
      };
      const least = (length: number) => Math.min(cpuMs(length), cpuMs(length));
      const [once, twice] = [least(50_000), least(100_000)];
      // The allowance is for a machine that is busy with other work, where a few milliseconds mean nothing.
      assert.ok(twice < 3 * once + 100, `${once} ms, then ${twice} ms`);
    });
  }
});
