/** The secrets of one client, which no error may show. */

/** A shorter secret is a letter or a word that occurs in ordinary text, too. */
const MIN_SECRET_LENGTH = 6;

export class Secrets {
  private readonly values: Set<string>;

  constructor(values: readonly string[]) {
    this.values = new Set(values);
  }

  add(value: string): void {
    this.values.add(value);
  }

  /** The text with `[secret]` in place of each secret. */
  redact(text: string | undefined): string | undefined {
    const secrets = [...this.values].filter((secret) => secret.length >= MIN_SECRET_LENGTH);
    return secrets.reduce<string | undefined>(
      (redacted, secret) => redacted?.replaceAll(secret, "[secret]"),
      text,
    );
  }
}
