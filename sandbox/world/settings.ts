import { z } from 'zod';

/** Behaviours of Webex that sources disagree on, or that a test wants the other way. */
export interface Settings {
  /** Whether PUT /messages/{id} works on a message that carries a card: the documents say no, practice says yes. */
  editCards: boolean;
  /** Whether each refresh gives a new refresh token too. */
  rotateRefreshTokens: boolean;
  /** How long after its webhook a new recording is not to be found yet, in milliseconds. */
  restLagMs: number;
}

export const DEFAULT_SETTINGS: Readonly<Settings> = {
  editCards: true,
  rotateRefreshTokens: false,
  restLagMs: 0,
};

/** What POST /sandbox/settings takes: any of the settings. */
export const settingsInput = z.strictObject({
  editCards: z.boolean().optional(),
  rotateRefreshTokens: z.boolean().optional(),
  restLagMs: z.int().min(0).optional(),
});
