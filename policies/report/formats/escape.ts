/** Escapes text of users and of the cloud for each output format. */
import { printable, printableLines } from "pulumi-modelarts/wire/printable";

/** For elements and quoted attributes of HTML and XML. */
export function escapeMarkup(text: string): string {
  return printableLines(text).replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`);
}

/** XML 1.0 can't represent most control characters. Source: production 2, Char. */
const NOT_IN_XML = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;

/** Escapes line breaks and tabs, too: a reader turns bare ones in attributes into spaces. */
export function escapeXml(text: string): string {
  return escapeMarkup(text.replace(NOT_IN_XML, "\ufffd")).replace(
    /[\t\n\r]/g,
    (char) => `&#${char.charCodeAt(0)};`,
  );
}

/** A zero-width space: GitHub and GitLab no longer read the characters around it as one token. */
const BREAK = "\u200b";

/**
 * Text that GitHub and GitLab turn into links, mentions, references and pictures, even from HTML entities:
 * `https://…`, `www.…`, `@name`, `#1`, `GH-1`, `!1`, `&1`, `~label`, `%milestone`, `[issue:1]`, `:emoji:`.
 * Source: their documentation of "autolinked references" and of "GitLab-specific references".
 */
const LINKED: readonly RegExp[] = [
  /@(?=\w)/g,
  /[#!&](?=\d)/g,
  /[~%](?=[\w"])/g,
  /\[(?=[\w-]+:)/g,
  /:(?=\/|[\w+-]+:)/g,
  /\bwww(?=\.)/gi,
  /\bGH(?=-\d)/gi,
];

/** The start of a heading, a list or a horizontal line. */
const BEGINS_BLOCK = /^(?=[#+=-]|\d+[.)])/;

/** For one line of a table's cell. The result holds no markup, link or mention. */
export function escapeMarkdown(text: string): string {
  const plain = printable(text).replace(/\s+/g, " ").trim();
  return LINKED.reduce((rest, linked) => rest.replace(linked, `$&${BREAK}`), plain)
    .replace(BEGINS_BLOCK, BREAK)
    .replace(/[&<>|`*_~[\]\\]/g, (char) => `&#${char.charCodeAt(0)};`)
    .replaceAll("$", "<span>$</span>"); // The only way to write a dollar sign that starts no formula.
}
