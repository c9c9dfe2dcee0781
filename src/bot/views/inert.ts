/**
 * What a person typed, to stand in an input again: no client takes it for an expression or a token.
 * The joints that it takes are dropped when it comes back.
 */
export function inert(text: string): string {
  return text.replace(/(?<=\$)(?=\{)|(?<=\{)(?=\{)/g, '\u2060');
}
