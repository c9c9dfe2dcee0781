/** The most that one call of the recycle bin takes. */
export const LARGEST_BATCH = 100;

/**
 * Cuts into batches as the recycle bin's calls take them: all of one site, at most a hundred, each
 * recording in one of them, in their order.
 */
export function batchesOf<T extends { readonly siteUrl?: string | undefined }>(
  targets: readonly T[],
): T[][] {
  const bySite = new Map<string | undefined, T[]>();
  for (const target of targets) {
    const site = bySite.get(target.siteUrl);
    if (site === undefined) bySite.set(target.siteUrl, [target]);
    else site.push(target);
  }
  return [...bySite.values()].flatMap((site) => {
    const batches: T[][] = [];
    for (let at = 0; at < site.length; at += LARGEST_BATCH) {
      batches.push(site.slice(at, at + LARGEST_BATCH));
    }
    return batches;
  });
}
