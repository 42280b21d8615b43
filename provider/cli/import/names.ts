/** Logical names for notebooks that come under Pulumi: unique, valid, and the same in every run. */

export interface Named {
  id: string;
  name?: string | undefined;
}

/**
 * The notebook's own name where only one has it; else its id is added, of which the first digits are
 * enough nearly always. Nothing depends on the order, so a second run gives the same names.
 *
 * @param taken names that the stack's state holds already.
 * @returns by id.
 */
export function logicalNames(
  notebooks: readonly Named[],
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

function baseName({ name }: Named): string {
  const base = valid(name ?? "").replace(/^-+|-+$/g, "") || "notebook";
  return RESERVED.has(base) ? `${base}-notebook` : base;
}

/** Letters and digits of any script: pulumi makes a variable's name from them. */
function valid(text: string): string {
  return text.normalize("NFC").replace(/[^\p{L}\p{N}_-]+/gu, "-");
}

/**
 * Variables of these names break the printed program: what it imports, what Node and the compiler put
 * into each module, words of strict mode, and null, at which the code generator fails altogether.
 */
const RESERVED = new Set(
  (
    "modelarts pulumi null true false exports require module __filename __dirname Object arguments eval " +
    "let static implements interface package private protected public yield"
  ).split(" "),
);
