const MOST_APART = 0.15;

/**
 * Refuses to compare bots whose cards are not of about the same size: what one of them has dropped
 * or added since, the other has to drop or add, too. Throws.
 *
 * @param bytes the size of each bot's card
 */
export function assertSameSize(bytes: Readonly<Record<string, number>>): void {
  const sizes = Object.values(bytes);
  if (Math.max(...sizes) > (1 + MOST_APART) * Math.min(...sizes)) {
    const told = Object.entries(bytes).map(([name, size]) => `${name} ${size}`);
    throw new Error(`The cards differ too much in size to be compared: ${told.join(', ')} bytes`);
  }
}
