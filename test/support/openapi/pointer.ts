/**
 * What stands at a place such as `body/items/0/password`, read from a body.
 * @param place as in a Violation; only its part below `body` counts
 */
export function valueAt(body: unknown, place: string): unknown {
  const steps = place.split('/').slice(1);
  return steps.reduce<unknown>((value, step) => {
    if (typeof value !== 'object' || value === null) return undefined;
    const key = step.replaceAll('~1', '/').replaceAll('~0', '~');
    return Object.hasOwn(value, key) ? (Reflect.get(value, key) as unknown) : undefined;
  }, body);
}
