/** The forms in which a secret can stand in bytes that somebody wrote: plain, URL-encoded and base64. */

/** Shorter parts occur by chance. */
const MIN_LENGTH = 12;

export interface Form {
  form: string;
  bytes: Buffer;
}

/** @param secret at least 16 characters. */
export function formsOf(secret: string): Form[] {
  const texts: [form: string, text: string][] = [
    ["plain", secret],
    // JSON, HTML and shells escape other characters than letters and digits, each in its own way.
    ...(secret.match(/[A-Za-z0-9]+/g) ?? [])
      .filter((part) => part.length >= MIN_LENGTH)
      .map((part): [string, string] => ["a part", part]),
    ["URL-encoded", encodeURIComponent(secret)],
    ...base64Forms(secret),
  ];
  return texts.map(([form, text]) => ({ form, bytes: Buffer.from(text) }));
}

/** Base64 of a longer text in which the secret begins at each of the three alignments, in both alphabets. */
function base64Forms(secret: string): [form: string, text: string][] {
  return [0, 1, 2].flatMap((offset): [string, string][] => {
    const length = offset + Buffer.byteLength(secret);
    const encoded = Buffer.concat([Buffer.alloc(offset), Buffer.from(secret)]).toString("base64");
    // Only characters all of whose six bits come from the secret.
    const own = encoded.slice(Math.ceil((offset * 8) / 6), Math.floor((length * 8) / 6));
    const url = own.replaceAll("+", "-").replaceAll("/", "_");
    return [
      [`base64, alignment ${offset}`, own],
      [`base64url, alignment ${offset}`, url],
    ];
  });
}

/** A place that was searched, such as a file or the output of a command. */
export interface Place {
  name: string;
  bytes: Buffer;
}

/** @returns each find as `place: secret (form)`, one line for each place and secret. */
export function findings(
  places: readonly Place[],
  secrets: Readonly<Record<string, string>>,
): { place: string; what: string; at: number }[] {
  return Object.entries(secrets).flatMap(([what, secret]) => {
    const forms = formsOf(secret);
    return places.flatMap(({ name, bytes }) =>
      forms.flatMap(({ form, bytes: wanted }) => {
        const found = [];
        for (let at = bytes.indexOf(wanted); at >= 0; at = bytes.indexOf(wanted, at + 1)) {
          found.push({ place: name, what: `${what} (${form})`, at });
        }
        return found;
      }),
    );
  });
}
