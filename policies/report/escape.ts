/** Text of users and of the cloud, made harmless for where it goes. */

/** For elements and quoted attributes, of HTML and XML. */
export function escapeMarkup(text: string): string {
  return text.replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`);
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

/** One line of a table's cell: neither markup nor a mention of somebody. */
export function escapeMarkdown(text: string): string {
  return text
    .replace(/[&<>|`*_~[\]\\]/g, (char) => `&#${char.charCodeAt(0)};`)
    .replace(/@/g, "@\u200b")
    .replace(/\s+/g, " ")
    .trim();
}
