/** Words of the commands that messages show, so that a user can paste the commands into a shell. */

export function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

/** In quotes only if a shell would read a character of the word as something else. */
export function shellWord(text: string): string {
  return /^[\w./:@%+=,-]+$/.test(text) ? text : quoted(text);
}
