/**
 * Decodes a JSON file that a shell wrote. `>` in Windows PowerShell writes UTF-16; other shells may write
 * UTF-8 with a byte order mark.
 */

/** @param bytes JSON text, whose first character is always ASCII. */
export function decode(bytes: Uint8Array): string {
  const [first, second] = bytes;
  const isLittle = (first === 0xff && second === 0xfe) || (first !== 0 && second === 0);
  const isBig = (first === 0xfe && second === 0xff) || (first === 0 && second !== 0);
  const encoding =
    bytes.length < 2 ? "utf-8" : isLittle ? "utf-16le" : isBig ? "utf-16be" : "utf-8";
  // TextDecoder removes the byte order mark.
  return new TextDecoder(encoding).decode(bytes);
}
