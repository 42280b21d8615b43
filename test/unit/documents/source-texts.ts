/** The texts in the source code, as far as they are written there, and how a document's quotation matches them. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";

/** Where the code inserts a value. No source has this character. */
const HOLE = "\u0001";
/** A quotation that says less could be found in almost any text. */
const LEAST_LETTERS = 12;

/**
 * Every text of the folders' TypeScript: string literals, templates, and literals that are joined with `+`. A hole
 * stands for each inserted value; texts inside of the insertion are texts of their own.
 *
 * @param except folders whose files do not count.
 */
export function sourceTexts(
  root: string,
  folders: readonly string[],
  except: readonly string[] = [],
): string[] {
  return folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith(".ts") && !/(^|\/)(dist|node_modules)\//.test(name))
      .filter((name) => !except.some((each) => join(folder, name).startsWith(`${each}/`)))
      .flatMap((name) => textsOf(readFileSync(join(root, folder, name), "utf8"))),
  );
}

export function textsOf(code: string): string[] {
  const texts: string[] = [];
  const visit = (node: ts.Node): void => {
    const isPart = ts.isBinaryExpression(node.parent) && isJoin(node.parent);
    if (ts.isExpression(node) && !isPart) {
      const text = textOf(node);
      if (text !== HOLE) texts.push(text);
    }
    node.forEachChild(visit);
  };
  ts.createSourceFile("code.ts", code, ts.ScriptTarget.Latest, true).forEachChild(visit);
  return texts;
}

function textOf(node: ts.Expression): string {
  if (ts.isStringLiteralLike(node)) return node.text;
  if (ts.isParenthesizedExpression(node)) return textOf(node.expression);
  if (ts.isBinaryExpression(node) && isJoin(node)) return textOf(node.left) + textOf(node.right);
  if (!ts.isTemplateExpression(node)) return HOLE;
  return node.head.text + node.templateSpans.map(({ literal }) => HOLE + literal.text).join("");
}

const isJoin = ({ operatorToken }: ts.BinaryExpression) =>
  operatorToken.kind === ts.SyntaxKind.PlusToken;

/**
 * @param quotation may leave out parts, as `…`; where the code inserts a value, it must.
 * @returns whether one of the texts has all parts of the quotation, in their order.
 */
export function isQuotedFrom(quotation: string, texts: readonly string[]): boolean {
  const parts = quotation.split("…").filter((part) => part.trim() !== "");
  if (parts.join("").replace(/[^\p{L}]/gu, "").length < LEAST_LETTERS) return false;
  return texts.some((text) => {
    let from = 0;
    return parts.every((part) => {
      const at = text.indexOf(part, from);
      from = at + part.length;
      return at >= 0;
    });
  });
}
