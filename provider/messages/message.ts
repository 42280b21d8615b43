/** What the documents say about a message. */
export interface Message {
  /** How the message reads, as the code writes it; `…` stands for names, ids, numbers and parts that are left out. */
  texts: readonly [string, ...string[]];
  /** Why the message comes, in Markdown. */
  meaning: string;
  /** What the user can do, in Markdown. */
  remedy: string;
}

/** A list of messages by their codes. The codes stay known to the compiler, the texts do not. */
export function listOf<Code extends `modelarts/${string}`>(
  messages: Readonly<Record<Code, Message>>,
): Readonly<Record<Code, Message>> {
  return messages;
}
