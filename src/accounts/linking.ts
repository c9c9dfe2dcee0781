import { generateRandomCodeVerifier, generateRandomState } from 'oauth4webapi';
import type { WebexClient } from '../webex/client.js';
import { samePerson, uuidOf } from '../webex/ids.js';
import { getMe } from '../webex/people.js';
import type { AccountStore } from './account.js';
import type { Integration } from './integration.js';
import type { PendingLinks } from './pending-links.js';

/** Someone as the bot sees them. */
export interface Someone {
  /** Webex's person id. */
  readonly personId: string;
  readonly email: string;
  /** Whose recordings are meant, where an administrator acts for somebody else. */
  readonly host?: Host;
}

/** Somebody whose recordings an administrator looks after, as Webex says it. */
export interface Host {
  /** UUID of the person. */
  readonly personId: string;
  readonly email: string;
  readonly displayName: string;
}

/** How a visit to the OAuth callback ended. */
export type LinkOutcome =
  | { readonly kind: 'connected'; readonly person: Someone }
  /** Unknown, used or older than ten minutes. */
  | { readonly kind: 'stale' }
  | { readonly kind: 'declined'; readonly person: Someone }
  /** Someone else signed in than asked; nothing was kept. */
  | { readonly kind: 'other-person'; readonly person: Someone };

/** What came to the callback. */
export interface Callback {
  readonly state: string;
  readonly code?: string | undefined;
  readonly error?: string | undefined;
}

/** Connects a Webex person to their account. */
export interface Linking {
  /** A fresh consent link for this person: single use, ten minutes. */
  begin: (person: Someone) => Promise<string>;
  /** Takes what the callback brought. Rejects with a WebexError when Webex fails on the way. */
  finish: (callback: Callback) => Promise<LinkOutcome>;
}

const TEN_MINUTES = 600_000;

/** Linking by OAuth with PKCE. The store, the clock and Webex are parameters. */
export function createLinking(
  webex: WebexClient,
  integration: Integration,
  accounts: AccountStore,
  pending: PendingLinks,
  now: () => number = Date.now,
): Linking {
  return {
    begin: async ({ personId, email }) => {
      const state = generateRandomState();
      const verifier = generateRandomCodeVerifier();
      await pending.put({ state, personId, email, verifier, expiresAt: now() + TEN_MINUTES });
      return await integration.authorizeUrl(state, verifier);
    },
    finish: async ({ state, code, error }) => {
      const link = await pending.take(state);
      if (link === undefined || link.expiresAt <= now()) return { kind: 'stale' };
      const person = { personId: link.personId, email: link.email };
      if (code === undefined || error !== undefined) return { kind: 'declined', person };

      const tokens = await integration.exchange(code, link.verifier);
      // A forwarded link must not put one person's token under another's name.
      const me = await getMe(webex, tokens.accessToken);
      if (!samePerson(me.id, link.personId)) return { kind: 'other-person', person };

      const id = uuidOf(link.personId);
      await accounts.put({ personId: id, email: link.email, tokens, connectedAt: now() });
      return { kind: 'connected', person };
    },
  };
}
