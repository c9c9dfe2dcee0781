import type { Someone } from '../../accounts/someone.js';
import type { Settings } from '../../settings/settings.js';
import type { CountBook } from './count-book.js';

/**
 * What came of a choice: it holds; it will once they connect; or Webex tells of one's own
 * recordings alone, and the bot has no token of theirs.
 */
export type Followed = 'following' | 'not-connected' | 'not-offered';

/** What people choose to be told, and what is kept for it. */
export interface TellingDesk {
  /**
   * Does as a person chose, and had not chosen before. Rejects with a WebexError, or with what the
   * database says.
   */
  readonly follow: (person: Someone, chosen: Settings, before: Settings) => Promise<Followed>;
  /** The same, where nobody waits for the answer: what stands in the way is told by itself. */
  readonly onSettings: (person: Someone, chosen: Settings, before: Settings) => Promise<void>;
  /** Erases all that was kept to tell a person, while their token is still there. */
  readonly leave: (person: Someone) => Promise<void>;
  /** Earlier counts of what people's recordings take up. */
  readonly counts: CountBook;
}
