import { z } from 'zod';

/** Behaviours of Webex that sources disagree on, or that a test wants the other way. */
export interface Settings {
  /** Whether PUT /messages/{id} works on a message that carries a card: the documents say no, practice says yes. */
  editCards: boolean;
  /** Whether each refresh gives a new refresh token too. */
  rotateRefreshTokens: boolean;
}

export const DEFAULT_SETTINGS: Readonly<Settings> = { editCards: true, rotateRefreshTokens: false };

/** What POST /sandbox/settings takes: any of the settings. */
export const settingsInput = z.strictObject({
  editCards: z.boolean().optional(),
  rotateRefreshTokens: z.boolean().optional(),
});
