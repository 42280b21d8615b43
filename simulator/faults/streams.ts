/** Bodies of answers that come late, in pieces, in part, or in excess. */
import { setTimeout as delay } from "node:timers/promises";

type Body = ReadableStream<Uint8Array>;

/** The second half comes `delayMs` after the first. */
export function inTwoHalves(text: string, delayMs: number): Body {
  const [first, second] = halves(text);
  return stream(async function* () {
    yield first;
    await delay(delayMs, undefined, { ref: false });
    yield second;
  });
}

/** One byte every `delayMs`. */
export function dripping(text: string, delayMs: number): Body {
  return stream(async function* () {
    for (const byte of Buffer.from(text)) {
      yield Uint8Array.of(byte);
      await delay(delayMs, undefined, { ref: false });
    }
  });
}

/** The first half; then the connection closes. */
export function cutInHalf(text: string, close: () => void): Body {
  const [first] = halves(text);
  return stream(async function* () {
    yield first;
    // The server sends the first half before it learns of the end.
    await delay(10, undefined, { ref: false });
    close();
    await new Promise(() => undefined);
  });
}

const MEGABYTE = 1024 * 1024;

/** The text, followed by spaces, which JSON allows. */
export function paddedTo(megabytes: number, text: string): Body {
  const spaces = Buffer.alloc(MEGABYTE, " ");
  // eslint-disable-next-line @typescript-eslint/require-await -- the others wait.
  return stream(async function* () {
    yield Buffer.from(text);
    for (let sent = 0; sent < megabytes; sent++) yield spaces;
  });
}

function halves(text: string): [Uint8Array, Uint8Array] {
  const bytes = Buffer.from(text);
  const half = Math.floor(bytes.length / 2);
  return [bytes.subarray(0, half), bytes.subarray(half)];
}

/** Asks for the next piece only when the server can send it, and for none once the client is gone. */
function stream(pieces: () => AsyncGenerator<Uint8Array, void>): Body {
  const left = pieces();
  return new ReadableStream({
    async pull(controller) {
      const piece = await left.next();
      if (piece.done === true) controller.close();
      else controller.enqueue(piece.value);
    },
    cancel: async () => void (await left.return(undefined)),
  });
}
