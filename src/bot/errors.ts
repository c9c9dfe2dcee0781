import type { Role } from './access/roles.js';

/** The answer was ready and could not be sent: the event is retried, so that the person gets it. */
export class NotDelivered extends Error {
  override readonly name = 'NotDelivered';

  constructor(cause: unknown) {
    super('An answer could not be sent', { cause });
  }
}

/** Somebody may not act for others; nothing was asked of Webex in anybody's name. */
export class NotAllowed extends Error {
  override readonly name = 'NotAllowed';

  constructor(readonly role: Role) {
    super(`Only for an ${role}`);
  }
}

/** The host does not exist, or the bot cannot look them up. */
export class NoSuchHost extends Error {
  override readonly name = 'NoSuchHost';

  constructor() {
    super('Webex knows no such host');
  }
}
