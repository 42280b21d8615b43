/**
 * The text of each page of a PDF that Chromium printed, in the order of painting. Only for what Chromium writes:
 * objects that are not packed into streams, Flate, and fonts with a ToUnicode map. Source: ISO 32000-1, 7.3 to 9.10.
 */
import { inflateSync } from "node:zlib";

export function pdfText(pdf: Buffer): string[] {
  const objects = readObjects(pdf);
  const pages = [...objects.values()].filter(({ text }) => /\/Type\s*\/Page\b/.test(text));
  return pages.map(({ text }) => {
    const [, fontList = ""] = /\/Font\s*<<([^>]*)>>/.exec(text) ?? [];
    const fonts = new Map(
      [...fontList.matchAll(/\/(\S+) (\d+) 0 R/g)].map(([, name = "", id = ""]) => [
        name,
        unicodeOf(objects, id),
      ]),
    );
    const [, contents = ""] = /\/Contents (\d+) 0 R/.exec(text) ?? [];
    return painted(objects.get(contents)?.stream ?? "", fonts);
  });
}

interface PdfObject {
  text: string;
  /** The decoded stream; empty if the object has none. */
  stream: string;
}

function readObjects(pdf: Buffer): Map<string, PdfObject> {
  const raw = pdf.toString("latin1");
  const objects = new Map<string, PdfObject>();
  for (const match of raw.matchAll(/(\d+) 0 obj\s/g)) {
    const start = match.index + match[0].length;
    const end = raw.indexOf("endobj", start);
    const whole = raw.slice(start, end);
    const at = whole.search(/stream\r?\n/);
    const text = at < 0 ? whole : whole.slice(0, at);
    const isFlate = at >= 0 && text.includes("/FlateDecode") && !/\/Image|\/FontFile/.test(text);
    objects.set(match[1] ?? "", { text, stream: isFlate ? inflated(whole.slice(at)) : "" });
  }
  return objects;
}

function inflated(stream: string): string {
  const start = stream.indexOf("\n") + 1;
  const bytes = Buffer.from(stream.slice(start, stream.lastIndexOf("endstream")), "latin1");
  return inflateSync(bytes, { finishFlush: 2 }).toString("latin1"); // A line break may follow the data.
}

/** The characters of a font's glyphs, by the glyph's four hexadecimal digits. */
function unicodeOf(objects: ReadonlyMap<string, PdfObject>, font: string): Map<string, string> {
  const [, id = ""] = /\/ToUnicode (\d+) 0 R/.exec(objects.get(font)?.text ?? "") ?? [];
  const map = objects.get(id)?.stream ?? "";
  const characters = new Map<string, string>();
  const key = (glyph: number) => glyph.toString(16).padStart(4, "0");
  for (const [, list = ""] of map.matchAll(/beginbfchar([^]*?)endbfchar/g)) {
    for (const [, glyph = "", code = ""] of list.matchAll(/<(\w+)>\s*<(\w+)>/g)) {
      characters.set(glyph.toLowerCase(), String.fromCharCode(parseInt(code, 16)));
    }
  }
  for (const [, list = ""] of map.matchAll(/beginbfrange([^]*?)endbfrange/g)) {
    for (const [, first = "", last = "", code = ""] of list.matchAll(
      /<(\w+)>\s*<(\w+)>\s*<(\w+)>/g,
    )) {
      const from = parseInt(first, 16);
      for (let glyph = from; glyph <= parseInt(last, 16); glyph++) {
        characters.set(key(glyph), String.fromCharCode(parseInt(code, 16) + glyph - from));
      }
    }
  }
  return characters;
}

function painted(content: string, fonts: ReadonlyMap<string, Map<string, string>>): string {
  let font: Map<string, string> | undefined;
  let text = "";
  for (const [, name, hex, isEnd] of content.matchAll(
    /\/(\S+) [\d.]+ Tf|<([0-9A-Fa-f]+)>|\b(ET)\b/g,
  )) {
    if (name !== undefined) font = fonts.get(name);
    else if (isEnd !== undefined) text += "\n";
    else
      for (const glyph of (hex ?? "").match(/.{4}/g) ?? [])
        text += font?.get(glyph.toLowerCase()) ?? "\ufffd";
  }
  return text;
}
