import type { Purpose } from './someone.js';

/** The person has no account with us, or one that Webex no longer honours: they connect (again). */
export class NotConnected extends Error {
  override readonly name = 'NotConnected';

  constructor(
    /** `never` connected, or the connection is `over`: expired, revoked, or lacking a scope. */
    readonly reason: 'never' | 'over',
    /** What they would connect for. */
    readonly purpose: Purpose = 'own',
  ) {
    super(`No valid connection (${reason})`);
  }
}

/** Why somebody is not served: all of them are decided by whoever runs the bot. */
export type NotServedReason =
  /** Whoever runs the bot has named whom it serves, and this person is not, or no more, among them. */
  | 'not-admitted'
  /** The bot runs on its owner's personal token. */
  | 'not-the-owner'
  /** The bot acts for an organisation, and this person is of another one. */
  | 'other-organisation'
  /** Compliance officers act with a token of their own, and nothing is set up to connect one. */
  | 'no-officers';

/** The bot does not serve this person, or not in this. */
export class NotServed extends Error {
  override readonly name = 'NotServed';

  constructor(readonly reason: NotServedReason = 'not-the-owner') {
    super(`Not served (${reason})`);
  }
}
