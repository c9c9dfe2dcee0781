/** The value below which this part of the values lies (nearest rank); NaN of no values. */
export function quantile(values: readonly number[], part: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const rank = Math.max(1, Math.ceil(part * sorted.length));
  return sorted[rank - 1] ?? NaN;
}

/** The middle value, the lower one of two; NaN of no values. */
export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}
