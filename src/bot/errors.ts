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
