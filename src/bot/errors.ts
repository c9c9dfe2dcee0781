import type { Role } from './access/roles.js';

/**
 * The answer was ready and could not be sent. Whoever delivered the event tries again: the person
 * must not be left without an answer.
 */
export class NotDelivered extends Error {
  override readonly name = 'NotDelivered';

  constructor(cause: unknown) {
    super('An answer could not be sent', { cause });
  }
}

/** Somebody asked to act for others, and may not: nothing was asked of Webex in anybody's name. */
export class NotAllowed extends Error {
  override readonly name = 'NotAllowed';

  constructor(
    /** What they would have to be. */
    readonly role: Role,
  ) {
    super(`Only for an ${role}`);
  }
}

/** The person whose recordings were meant is not there, or not to be found by us. */
export class NoSuchHost extends Error {
  override readonly name = 'NoSuchHost';

  constructor() {
    super('Webex knows no such host');
  }
}
