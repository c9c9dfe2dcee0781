/** The name in a Content-Disposition header, the one in UTF-8 before the plain one (RFC 6266). */
export function fileNameOf(disposition: string): string {
  const wide = /filename\*=UTF-8''([^;]+)/i.exec(disposition)?.[1];
  if (wide !== undefined) {
    try {
      return decodeURIComponent(wide);
    } catch {
      // Then the plain one has to do.
    }
  }
  return /filename="?([^";]+)"?/i.exec(disposition)?.[1] ?? 'file';
}
