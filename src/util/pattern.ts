/**
 * The source of a long regular expression, over several lines: a line break means nothing, nor do the spaces
 * around it. Backslashes are those of the expression.
 */
export function source({ raw }: TemplateStringsArray, ...parts: readonly string[]): string {
  return String.raw({ raw }, ...parts).replace(/\s*\n\s*/g, '');
}

/** A regular expression written as a {@link source}. @param flags e.g. `iu` */
export function pattern(flags: string) {
  return (lines: TemplateStringsArray, ...parts: readonly string[]): RegExp =>
    new RegExp(source(lines, ...parts), flags);
}
