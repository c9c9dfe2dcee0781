/** The three forms of RFC 9110, 5.6.7; the last of them names no zone and means GMT. */
const HTTP_DATE =
  /^[a-z]{3,9},? (?:\d{2}[ -][a-z]{3}[ -]\d{2,4}|[a-z]{3} [ \d]\d) \d{2}:\d{2}:\d{2}(?: GMT| \d{4})$/i;

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
  // Date.parse finds a date in many a word with a number in it, so the form is looked at first.
  if (!HTTP_DATE.test(value)) return undefined;
  const date = Date.parse(value.endsWith('GMT') ? value : `${value} GMT`);
  if (Number.isNaN(date)) return undefined;
  return Math.max(0, Math.ceil((date - now) / 1000));
}
