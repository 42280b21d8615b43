/**
 * Which file may import which; `npm run lint` checks it. Each package is a list of folders, called rooms, from the top
 * down: a room may import from the rooms after it. Files at the root of a package may import from every room.
 */
import { readdirSync } from "node:fs";

const rooms = {
  provider: [
    ...["cli", "servers", "sdk", "resources", "config", "client", "journal", "wire", "engine"],
    "messages",
  ],
  "provider/cli": ["import", "doctor", "notebook", "list", "pulumi", "terminal"],
  "provider/servers": ["dynamic", "plugin", "location"],
  "provider/resources": [
    "functions",
    "notebook",
    "image",
    "storage-mount",
    "lists",
    "tasks",
    "shared",
  ],
  "provider/resources/notebook": ["operations", "preview-checks", "check"],
  "provider/wire": ["facts"],
  policies: ["cli", "report", "rules", "engine", "exemptions", "rule-lib"],
  "policies/report": ["sources", "formats", "model"],
  "policies/report/formats": ["html"],
  simulator: ["http", "handlers", "faults", "data", "state", "answers"],
};

/** Rooms beside each other: none of them imports from another one. */
const siblings = {
  "provider/servers": ["dynamic", "plugin"],
  "provider/resources": ["notebook", "image", "storage-mount"],
};

/** What a package takes of the provider package. */
const provider = {
  policies: ["wire", "engine", "client", "cli", "resources/notebook", "messages"],
  simulator: ["wire", "client"],
};

for (const [folder, listed] of Object.entries(rooms)) {
  const files = readdirSync(folder, { recursive: true }).filter((file) => file.endsWith(".ts"));
  const found = [
    ...new Set(files.filter((file) => file.includes("/")).map((file) => file.split("/")[0])),
  ].filter((name) => !["dist", "node_modules", "template"].includes(name));
  const unlisted = found.filter((name) => !listed.includes(name));
  if (unlisted.length > 0) {
    throw new Error(
      `${folder} has folders that .dependency-cruiser.mjs does not list: ${unlisted}`,
    );
  }
}

const upwards = Object.entries(rooms).flatMap(([folder, listed]) =>
  listed.slice(1).map((room, index) => ({
    name: `no-import-upwards-from-${folder.replaceAll("/", "-")}-${room}`,
    severity: "error",
    from: { path: `^${folder}/${room}/` },
    to: { path: `^${folder}/(${listed.slice(0, index + 1).join("|")})/` },
  })),
);

const sideways = Object.entries(siblings).flatMap(([folder, listed]) =>
  listed.map((room) => ({
    name: `no-import-sideways-from-${folder.replaceAll("/", "-")}-${room}`,
    severity: "error",
    from: { path: `^${folder}/${room}/` },
    to: { path: `^${folder}/(${listed.filter((other) => other !== room).join("|")})/` },
  })),
);

const acrossPackages = Object.entries(provider).map(([folder, listed]) => ({
  name: `${folder}-takes-little-of-the-provider`,
  severity: "error",
  from: { path: `^${folder}/` },
  to: { path: "^provider/", pathNot: `^provider/(dist/)?(index|(${listed.join("|")})/)` },
}));

export default {
  forbidden: [
    { name: "no-circle", severity: "error", from: {}, to: { circular: true } },
    ...upwards,
    ...sideways,
    ...acrossPackages,
    {
      // Programs and rules load these files, and a schema library takes longer to load than the rest.
      name: "facts-load-no-schema-library",
      severity: "error",
      from: { path: "^provider/wire/facts/" },
      to: { path: "zod|^provider/", pathNot: "^provider/wire/facts/" },
    },
    {
      // The compiler needs the codes; the texts are for documents.
      name: "no-process-loads-the-texts-of-messages",
      severity: "error",
      from: { path: "^(provider|policies|simulator)/", pathNot: "^provider/messages/" },
      to: { path: "^provider/(dist/)?messages/", dependencyTypesNot: ["type-only"] },
    },
    {
      name: "the-provider-knows-no-other-package",
      severity: "error",
      from: { path: "^provider/" },
      to: { path: "^(policies|simulator|test|tools)/" },
    },
  ],
  options: {
    tsPreCompilationDeps: true, // Types count, too.
    doNotFollow: { path: "node_modules|/dist/" },
    exclude: { path: "^(provider|policies|simulator)/dist/.*\\.js\\.map$" },
    tsConfig: { fileName: "tsconfig.json" },
  },
};
