/** Whether a text can stand in a card without becoming an expression there, or growing it. */
export function isHarmless(value: string, longest: number): boolean {
  return value.length <= longest && !/\$\{|\{\{|\p{Cc}/u.test(value);
}
