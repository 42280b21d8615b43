/** The secrets of one client, which no error may show. */

/** A shorter secret is a letter or a word that occurs in ordinary text, too. */
const MIN_SECRET_LENGTH = 6;

export class Secrets {
  private readonly values: Set<string>;
  /** The forms of all secrets, the longest first; undefined until an error needs them. */
  private forms: readonly string[] | undefined;

  constructor(values: readonly string[]) {
    this.values = new Set(values);
  }

  add(value: string): void {
    this.values.add(value);
    this.forms = undefined;
  }

  /**
   * The text with `[secret]` in place of each secret: as it is, in JSON or a URL, in hexadecimal or in base64. The time
   * grows with the length of the text, not with its square: each form is a fixed text.
   */
  redact(text: string | undefined): string | undefined {
    // The longest first, since one form may be a part of another one.
    this.forms ??= [...this.values]
      .filter((secret) => secret.length >= MIN_SECRET_LENGTH)
      .flatMap(formsOf)
      .sort((one, other) => other.length - one.length);
    return this.forms.reduce<string | undefined>(
      (redacted, form) => redacted?.replaceAll(form, "[secret]"),
      text,
    );
  }
}

function formsOf(secret: string): string[] {
  const bytes = Buffer.from(secret);
  const hex = bytes.toString("hex");
  const forms = [
    secret,
    ...inJson(secret),
    ...inUrl(secret),
    hex,
    hex.toUpperCase(),
    ...[0, 1, 2].flatMap((before) => inBase64(bytes, before)),
  ];
  return [...new Set(forms)];
}

/** Writers of JSON may also escape slashes, and every character that is not ASCII. */
function inJson(secret: string): string[] {
  const escaped = JSON.stringify(secret).slice(1, -1);
  const ascii = escaped.replace(/[^ -~]/g, (char) => {
    const code = char.charCodeAt(0).toString(16).padStart(4, "0");
    return `\\u${code}`;
  });
  return [escaped, ascii].flatMap((form) => [form, form.replaceAll("/", "\\/")]);
}

/** Writers of URLs differ in the characters that they escape, in the case of the digits and in the blank. */
function inUrl(secret: string): string[] {
  const escape = (char: string) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`;
  const most = encodeURIComponent(Buffer.from(secret).toString());
  const all = most.replace(/[!'()*]/g, escape);
  const path = most.replace(/%(?:2F|3A|40|24|26|2B|2C|3B|3D)/g, decodeURIComponent);
  return [most, all, path]
    .flatMap((form) => [form, form.replace(/%../g, (code) => code.toLowerCase())])
    .flatMap((form) => [form, form.replaceAll("%20", "+")]);
}

/**
 * The characters of base64, standard and for URLs, that depend on the secret alone if a text with the secret is
 * encoded. Each character stands for 6 bits, so the first and the last ones may also depend on what is around.
 *
 * @param before how many bytes are in front of the secret, modulo 3.
 */
function inBase64(secret: Buffer, before: number): string[] {
  const encoded = Buffer.concat([Buffer.alloc(before), secret]).toString("base64");
  const form = encoded.slice(
    Math.ceil((before * 8) / 6),
    Math.floor(((before + secret.length) * 8) / 6),
  );
  return [form, form.replaceAll("+", "-").replaceAll("/", "_")];
}
