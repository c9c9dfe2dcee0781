/** What a check found; `todo` says what to do. */
export interface Verdict {
  /** `wrong` ends the doctor with 1; `look` is worth a look; `unknown` could not be checked. */
  readonly state: 'ok' | 'wrong' | 'look' | 'unknown';
  /** Holds no secret, person or topic. */
  readonly says: string;
  readonly todo?: string;
}

/** One thing that may be wrong. */
export interface Check {
  readonly name: string;
  /** Rejects for what nobody foresaw. */
  readonly run: () => Promise<Verdict | readonly Verdict[]>;
}

export const ok = (says: string): Verdict => ({ state: 'ok', says });
export const wrong = (says: string, todo: string): Verdict => ({ state: 'wrong', says, todo });
export const look = (says: string, todo: string): Verdict => ({ state: 'look', says, todo });
export const unknown = (says: string, todo?: string): Verdict =>
  todo === undefined ? { state: 'unknown', says } : { state: 'unknown', says, todo };
