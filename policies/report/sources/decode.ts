/** Text as the shell wrote it: `>` of Windows PowerShell writes UTF-16, others a byte order mark. */

/** Of JSON, whose first character is one of ASCII. */
export function decode(bytes: Uint8Array): string {
  const [first, second] = bytes;
  const isLittle = (first === 0xff && second === 0xfe) || (first !== 0 && second === 0);
  const isBig = (first === 0xfe && second === 0xff) || (first === 0 && second !== 0);
  const encoding =
    bytes.length < 2 ? "utf-8" : isLittle ? "utf-16le" : isBig ? "utf-16be" : "utf-8";
  // It takes the mark away.
  return new TextDecoder(encoding).decode(bytes);
}
