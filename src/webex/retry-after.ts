/**
 * Seconds until a server wants to be asked again.
 *
 * @param header the `Retry-After` header: seconds, or an HTTP date (RFC 9110, 10.2.3)
 * @param now milliseconds since the epoch
 * @returns seconds, at least 0; undefined when the header is missing or says nothing we understand
 */
export function retryAfterSeconds(header: unknown, now: number): number | undefined {
  if (typeof header !== 'string' || header.trim() === '') return undefined;
  const value = header.trim();
  if (/^\d+(\.\d+)?$/.test(value)) return Number(value);
  const date = Date.parse(value);
  if (Number.isNaN(date)) return undefined;
  return Math.max(0, Math.ceil((date - now) / 1000));
}
