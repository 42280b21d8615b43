import { iso, nist } from "../rule-lib/frameworks";
import { defineRule, type Finding } from "../engine/rule";
import { findSecrets } from "../rule-lib/secrets";
import { tagsOf } from "../rule-lib/resource-properties";
import { runChecks } from "../rule-lib/unknown-value";

const KEY = ["AKIA", "IOSFODNN7EXAMPLE"].join("");

export const disallowSecrets = defineRule({
  name: "disallow-secrets",
  description: "Disallow passwords and keys in hooks, descriptions and tags.",
  why:
    "Everyone in the account can read descriptions and tags, and the service stores hooks in plain text, " +
    "even if the program marks them as secret. No message shows the secret.",
  level: "mandatory",
  severity: "critical",
  frameworks: [nist("IA-5"), iso("A.5.17")],
  appliesTo: {
    notebook: ["declared", "live", "referenced"],
    storage: ["declared", "live", "referenced"],
    image: ["declared", "live", "referenced"],
  },
  settings: { properties: {} },
  messages: {
    secret:
      "{property} holds what looks like {kind}, on line {line}. " +
      "Take it out, revoke it, and read it from a secret store.",
  },
  remedy: "Revoke the secret, and let the notebook read it from DEW or from its own credentials.",
  whenNot: "Never; if it finds text that is no secret, exempt the notebook.",
  examples: {
    breaks: [
      {
        given: "a password in the description",
        declared: { description: "Log in with password=correct-horse-7" },
        messages: ["secret"],
      },
      {
        given: "an access key in a hook",
        declared: {
          hooks: {
            containerHooks: {
              postStart: {
                type: "COMMAND",
                script: Buffer.from(`#!/bin/sh\nexport AWS_KEY=${KEY}\n`).toString("base64"),
              },
            },
          },
        },
        messages: ["secret"],
      },
      {
        given: "a token in a live description",
        live: { description: `use ${["ghp", "0".repeat(36)].join("_")}` },
        messages: ["secret"],
      },
      {
        given: "a token in the URI of a mount",
        kind: "storage",
        declared: { uri: "obs://team/token=correct-horse-7/", mountPath: "/data/a/" },
        messages: ["secret"],
      },
      {
        given: "a password in an image's description",
        kind: "image",
        declared: { description: "root password: hunter2-hunter2" },
        messages: ["secret"],
      },
      {
        given: "a live mount with a token in its URI",
        kind: "storage",
        live: { status: "MOUNTED", uri: "obs://team/token=correct-horse-7/" },
        messages: ["secret"],
      },
      {
        given: "a live image with a password in its description",
        kind: "image",
        live: { status: "ACTIVE", description: "root password: hunter2-hunter2" },
        messages: ["secret"],
      },
    ],
    passes: [
      {
        given: "the word password in a sentence",
        declared: { description: "The password is in the team's safe." },
      },
      {
        given: "a variable",
        declared: { description: "Set password=$PASSWORD or token=${TOKEN}." },
      },
      { given: "no text", live: {} },
      { given: "a mount", kind: "storage", declared: { uri: "obs://a/", mountPath: "/data/a/" } },
      { given: "a live mount", kind: "storage", live: { status: "MOUNTED", uri: "obs://a/" } },
      { given: "an image", kind: "image", declared: { description: "With the team's tools." } },
      { given: "a live image", kind: "image", live: { status: "ACTIVE", description: "Tools." } },
    ],
  },

  *checkNotebook(notebook, _settings, { source }) {
    yield* runChecks(
      () => checkText(notebook.name, "name"),
      () => checkText(notebook.description, "description"),
      function* () {
        for (const [key, value] of tagsOf(notebook)) yield* checkText(value, `tags["${key}"]`);
      },
      function* () {
        if (source !== "declared") return; // The API never returns hooks.
        const { preStart, postStart } = notebook.hooks?.containerHooks ?? {};
        yield* runChecks(
          () => checkHook(preStart, "preStart"),
          () => checkHook(postStart, "postStart"),
        );
      },
    );
  },
  checkStorage: ({ uri }) => checkText(uri, "uri"),
  checkImage: ({ description }) => checkText(description, "description"),
});

function checkHook(
  hook: { type: string; script: string } | undefined,
  name: string,
): Iterable<Finding<"secret">> {
  if (typeof hook?.script !== "string") return [];
  const { type, script } = hook;
  const text = type === "COMMAND" ? Buffer.from(script, "base64").toString("utf8") : script;
  return checkText(text, `hooks.containerHooks.${name}.script`);
}

function checkText(text: string | undefined | null, property: string): Finding<"secret">[] {
  if (typeof text !== "string") return [];
  return findSecrets(text).map((data) => ({ message: "secret", property, data: { ...data } }));
}
