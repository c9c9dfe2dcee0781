/** The person has no account with us, or one that Webex no longer honours: they connect (again). */
export class NotConnected extends Error {
  override readonly name = 'NotConnected';

  constructor(
    /** `never` connected, or the connection is `over`: expired, revoked, or lacking a scope. */
    readonly reason: 'never' | 'over',
  ) {
    super(`No valid connection (${reason})`);
  }
}

/** The bot runs on its owner's personal token and serves nobody else. */
export class NotServed extends Error {
  override readonly name = 'NotServed';

  constructor() {
    super('This bot serves its owner alone');
  }
}
