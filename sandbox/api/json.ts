/** An object of JSON. */
export type Json = Readonly<Record<string, unknown>>;

/** The value as an object; undefined when it is a list, null, or no object at all. */
export function asJson(value: unknown): Json | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Json)
    : undefined;
}
