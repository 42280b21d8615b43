import { strict as assert } from "node:assert";
import fc from "fast-check";
import type { z } from "zod";
import { operations } from "../../../provider/wire/operations";
import { jsonPath, read, ShapeError } from "../../../provider/wire/shape";
import { flavor, image, lease, notebook, page, token } from "./wire-examples";
import type { Json, JsonObject } from "./wire-examples";

type Path = (string | number)[];

interface Subject {
  what: string;
  shape: z.ZodType;
  example: JsonObject;
  /** Fields without which there is nothing to read. */
  required: string[];
}

const subjects: Subject[] = [
  {
    what: "notebook",
    shape: operations.showNotebook.response,
    example: notebook,
    required: ["$.id"],
  },
  {
    what: "page of notebooks",
    shape: operations.listNotebooks.response,
    example: page(notebook),
    required: ["$.data", "$.data[0].id"],
  },
  { what: "lease", shape: operations.showLease.response, example: lease, required: [] },
  {
    what: "flavor",
    shape: operations.listFlavors.response,
    example: page(flavor),
    required: ["$.data"],
  },
  { what: "image", shape: operations.showImage.response, example: image, required: [] },
  {
    what: "token",
    shape: operations.createToken.response,
    example: token,
    required: ["$.token", "$.token.expires_at"],
  },
];

/** Every path in the answer, list items included. */
function pathsOf(json: Json, path: Path = []): Path[] {
  if (typeof json !== "object" || json === null) return [path];
  const inner = Array.isArray(json)
    ? json.flatMap((item, index) => pathsOf(item, [...path, index]))
    : Object.entries(json).flatMap(([key, value]) => pathsOf(value, [...path, key]));
  return path.length === 0 ? inner : [path, ...inner];
}

function at(json: unknown, path: Path): Json {
  return path.reduce((held, key) => (held as JsonObject)?.[key] as never, json) as Json;
}

/** Changes what holds the path, if it is still there. */
function mutate(json: JsonObject, path: Path, change: (holder: JsonObject, key: string) => void) {
  const holder = at(json, path.slice(0, -1));
  if (typeof holder === "object" && holder !== null)
    change(holder as JsonObject, String(path.at(-1)));
}

const isField = (path: Path) => typeof path.at(-1) === "string";
const camel = (key: string) => key.replace(/_(.)/g, (_, letter: string) => letter.toUpperCase());
const camelPath = (path: Path) => path.map((key) => (typeof key === "string" ? camel(key) : key));

for (const { what, shape, example, required } of subjects) {
  const paths = pathsOf(example);
  const optional = paths.filter((path) => isField(path) && !required.includes(jsonPath(path)));
  const whole = read(shape, example, what);

  describe(`wire: a ${what} that is not as documented`, () => {
    it("given any of its fields missing or null, when it is read, then it reads", () => {
      const losses = fc.array(
        fc.record({ path: fc.constantFrom(...optional), isNull: fc.boolean() }),
        {
          minLength: 1,
          maxLength: 8,
        },
      );
      fc.assert(
        fc.property(losses, (lost) => {
          const json = structuredClone(example);
          for (const { path, isNull } of lost) {
            mutate(json, path, (holder, key) => {
              if (isNull) holder[key] = null;
              else delete holder[key];
            });
          }
          read(shape, json, what);
        }),
        {
          numRuns: 2 * optional.length + 200, // The examples count.
          examples: optional.flatMap((path) => [
            [[{ path, isNull: true }]],
            [[{ path, isNull: false }]],
          ]),
        },
      );
    });

    it("given null for a field, when it is read, then that is the same as without the field", () => {
      for (const path of optional) {
        const [withNull, without] = [structuredClone(example), structuredClone(example)];
        mutate(withNull, path, (holder, key) => (holder[key] = null));
        mutate(without, path, (holder, key) => delete holder[key]);
        assert.deepEqual(read(shape, withNull, what), read(shape, without, what), jsonPath(path));
      }
    });

    it("given unknown fields anywhere, when it is read, then they are left out", () => {
      const objects = [[], ...paths].filter((path) => {
        const value = at(example, path);
        return typeof value === "object" && !Array.isArray(value);
      });
      const unknown = fc.string({ minLength: 1 }).map((name) => `x-${name}`);
      const strange = fc.oneof(unknown, fc.constantFrom("__proto__", "constructor", "toString"));
      fc.assert(
        fc.property(fc.constantFrom(...objects), strange, fc.jsonValue(), (path, key, value) => {
          const json = structuredClone(example);
          Object.defineProperty(at(json, path), key, { value, enumerable: true });
          assert.deepEqual(read(shape, json, what), whole);
        }),
      );
    });

    // The lease's type is compared without case; these two are one of a pair, or no enumeration.
    const strings = paths.filter(
      (path) =>
        typeof at(example, path) === "string" &&
        !/(dev_service|ssh_keys\[0\]|expires_at)$/.test(jsonPath(path)),
    );
    it("given any text where there is text, when it is read, then it is kept as it is", () => {
      fc.assert(
        fc.property(fc.constantFrom(...strings), fc.string(), (path, text) => {
          const json = structuredClone(example);
          mutate(json, path, (holder, key) => (holder[key] = text));
          const expected = at(example, path) === "idle" ? text.toLowerCase() : text;
          assert.equal(at(read(shape, json, what), camelPath(path)), expected, jsonPath(path));
        }),
        { numRuns: 300 },
      );
    });

    it("given another type of value, when it is read, then the error names just that path", () => {
      const secret = "value-that-nobody-should-see";
      const others: Json[] = [secret, 1, true, [secret], { secret }];
      // The clouds' own clients do not agree on these, and text is read as well.
      const isText = /(chip|evs_max_size|connect_cidrs|port_id)$/;
      // An example answers the default workspace's id as a number.
      const isNumber = /workspace_id$/;
      const taken = (path: Path) =>
        new Set([
          typeOf(at(example, path)),
          ...(isText.test(jsonPath(path)) ? ["string"] : []),
          ...(isNumber.test(jsonPath(path)) ? ["number"] : []),
        ]);
      for (const path of paths) {
        for (const other of others.filter((value) => !taken(path).has(typeOf(value)))) {
          const json = structuredClone(example);
          mutate(json, path, (holder, key) => (holder[key] = other));
          assert.throws(
            () => read(shape, json, what),
            (error: unknown) => {
              assert(error instanceof ShapeError);
              assert.deepEqual(
                error.violations.map((each) => each.path),
                [jsonPath(path)],
              );
              assert(
                error.message.startsWith(`The answer is not a valid ${what}: ${jsonPath(path)}: `),
              );
              assert(!error.message.includes(secret));
              return true;
            },
            `${jsonPath(path)}: ${JSON.stringify(other)}`,
          );
        }
      }
    });

    for (const path of required) {
      it(`given no ${path}, when it is read, then the error names it`, () => {
        const json = structuredClone(example);
        const found = [...paths, []].find((each) => jsonPath(each) === path) ?? [];
        mutate(json, found, (holder, key) => delete holder[key]);
        assert.throws(
          () => read(shape, json, what),
          (error: unknown) => error instanceof ShapeError && error.violations[0]?.path === path,
        );
      });
    }
  });
}

function typeOf(value: Json): string {
  return Array.isArray(value) ? "array" : typeof value;
}
