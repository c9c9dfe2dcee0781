/** People's units for what Webex gives in seconds and bytes. */

/** e.g. `45 min`, `1 h 5 min`, `30 s`. @param seconds 0 or more */
export function duration(seconds: number): string {
  if (seconds < 59.5) return `${Math.round(seconds)} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return `${minutes} min`;
  const rest = minutes % 60;
  return rest === 0 ? `${Math.floor(minutes / 60)} h` : `${Math.floor(minutes / 60)} h ${rest} min`;
}

const wholeNumber = new Intl.NumberFormat('en');

/** e.g. `1,240`. */
export function whole(count: number): string {
  return wholeNumber.format(count);
}

/** e.g. `145 MB`, `1.4 GB`; decimal, as Webex's pages show sizes. @param bytes 0 or more */
export function size(bytes: number): string {
  if (bytes === 0) return '0 kB';
  if (bytes < 999_500) return `${Math.max(1, Math.round(bytes / 1_000))} kB`;
  if (bytes < 999_500_000) return `${Math.round(bytes / 1_000_000)} MB`;
  return `${(bytes / 1_000_000_000).toFixed(1)} GB`;
}
