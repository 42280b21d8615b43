/** Text of users and of the cloud, made harmless for where it goes. */

/** They turn round the text that follows. Source: Unicode 16.0, property Bidi_Control. */
const BIDI_CONTROL = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/** For elements and quoted attributes, of HTML and XML. */
export function escapeMarkup(text: string): string {
  return text
    .replace(BIDI_CONTROL, "\ufffd")
    .replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`);
}

/** XML 1.0 has no way at all to write most control characters. Source: its production 2, Char. */
const NOT_IN_XML = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;

/** Line breaks and tabs are kept in attributes too, where a reader makes spaces of bare ones. */
export function escapeXml(text: string): string {
  return escapeMarkup(text.replace(NOT_IN_XML, "\ufffd")).replace(
    /[\t\n\r]/g,
    (char) => `&#${char.charCodeAt(0)};`,
  );
}

/** Of no width: what stands on both sides of it is no longer read as one. */
const BREAK = "\u200b";

/**
 * What GitHub and GitLab make links, mentions, references and pictures of, even where it is written as an
 * entity: `https://…`, `www.…`, `@name`, `#1`, `GH-1`, `!1`, `&1`, `~label`, `%milestone`, `[issue:1]`, `:emoji:`.
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

/** What would begin a heading, a list or a rule. */
const BEGINS_BLOCK = /^(?=[#+=-]|\d+[.)])/;

/** One line of a table's cell: neither markup nor a link or a mention of somebody. */
export function escapeMarkdown(text: string): string {
  const plain = text.replace(BIDI_CONTROL, "\ufffd").replace(/\s+/g, " ").trim();
  return LINKED.reduce((rest, linked) => rest.replace(linked, `$&${BREAK}`), plain)
    .replace(BEGINS_BLOCK, BREAK)
    .replace(/[&<>|`*_~[\]\\]/g, (char) => `&#${char.charCodeAt(0)};`)
    .replaceAll("$", "<span>$</span>"); // The only way to write one that begins no formula.
}
