/**
 * Answered texts, made fit to be printed. A server could otherwise move the cursor, change colors, reverse the text
 * that follows, or begin a line that looks like one of ours, such as "error: …".
 */

import type { MessageCode } from "../messages/registry";

/** What a removed character is shown as. */
const REPLACEMENT = "\ufffd";

/** C0, DEL and C1 (ESC and BEL are two of them), without what texts contain: tabs, line feeds and CR LF. */
const TERMINAL_CONTROLS = /(?!\t|\n|\r\n)\p{Cc}/gu;

/** Finds out quickly that a text has none. */
const CONTROLS = /\p{Cc}/u;

/** These characters reverse the text after them. Source: Unicode 16.0, property Bidi_Control. */
const BIDI_CONTROLS = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/** Line breaks, also Unicode's line and paragraph separator, with the blanks around them. */
const LINE_BREAKS = /[\t ]*[\r\n\u2028\u2029][\r\n\u2028\u2029\t ]*|\t+/g;

/** The text without the characters that control a terminal. Line breaks stay. */
export function withoutTerminalControls(text: string): string {
  return CONTROLS.test(text) ? text.replace(TERMINAL_CONTROLS, REPLACEMENT) : text;
}

/** For output that may have several lines, such as an error of ours with a list in it. */
export function printableLines(text: string): string {
  return withoutTerminalControls(text.replaceAll("\r\n", "\n"))
    .replace(BIDI_CONTROLS, REPLACEMENT)
    .replace(/[\u2028\u2029]/g, "\n");
}

/** For one line of output, and for an answered text inside a longer message. */
export function printable(text: string): string {
  return printableLines(text.replace(LINE_BREAKS, " "));
}

/** A message as users see it, with the code under which docs/troubleshooting.md explains it. */
export function withCode(text: string, code: MessageCode): string {
  return `${text} [${code}]`;
}
