/** Logical names for notebooks that are imported: unique, valid, and the same in every run. */

export interface NamedNotebook {
  id: string;
  name?: string | undefined;
}

/**
 * A notebook's own name if no other notebook has it; else the name with the first eight digits of the id, or,
 * if that is not unique either, with the whole id. The names do not depend on the order of the notebooks.
 *
 * @param taken names that are in the stack's state already.
 * @returns the logical names by id.
 */
export function logicalNames(
  notebooks: readonly NamedNotebook[],
  taken: ReadonlySet<string> = new Set(),
): Map<string, string> {
  const bases = notebooks.map(baseName);
  const shorts = notebooks.map(({ id }, index) => `${bases[index]}-${valid(id.slice(0, 8))}`);
  const uses = new Map<string, number>();
  for (const name of [...bases, ...shorts]) uses.set(name, (uses.get(name) ?? 0) + 1);
  const isFree = (name: string) => uses.get(name) === 1 && !taken.has(name);
  return new Map(
    notebooks.map(({ id }, index) => {
      const [base = "", short = ""] = [bases[index], shorts[index]];
      return [id, [base, short].find(isFree) ?? `${base}-${valid(id)}`];
    }),
  );
}

function baseName({ name }: NamedNotebook): string {
  const base = valid(name ?? "").replace(/^-+|-+$/g, "") || "notebook";
  return RESERVED.has(base) ? `${base}-notebook` : base;
}

/** Only letters and digits of any script, _ and -: pulumi makes the name of a variable from a logical name. */
function valid(text: string): string {
  return text.normalize("NFC").replace(/[^\p{L}\p{N}_-]+/gu, "-");
}

/**
 * Names of variables that break the generated program: its imports, what Node and the compiler define in each
 * module, reserved words of strict mode, and null, with which pulumi's code generator fails.
 */
const RESERVED = new Set(
  (
    "modelarts pulumi null true false exports require module __filename __dirname Object arguments eval " +
    "let static implements interface package private protected public yield"
  ).split(" "),
);
