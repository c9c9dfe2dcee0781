/** The longest line that a button can say, in characters. */
export const LONGEST_SAID = 600;
