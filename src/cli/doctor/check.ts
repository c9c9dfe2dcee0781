/** The result of a check; `todo` is given unless all is well. */
export interface Finding {
  /** `wrong` ends the doctor with 1; `look` is worth a look; `unknown` could not be checked. */
  readonly state: 'ok' | 'wrong' | 'look' | 'unknown';
  /** Holds no secret, person or topic. */
  readonly says: string;
  readonly todo?: string;
}

export interface Check {
  readonly name: string;
  /** Rejects with unforeseen errors. */
  readonly run: () => Promise<Finding | readonly Finding[]>;
}

export const ok = (says: string): Finding => ({ state: 'ok', says });
export const wrong = (says: string, todo: string): Finding => ({ state: 'wrong', says, todo });
export const suspect = (says: string, todo: string): Finding => ({ state: 'look', says, todo });
export const unknown = (says: string, todo: string): Finding => ({ state: 'unknown', says, todo });
