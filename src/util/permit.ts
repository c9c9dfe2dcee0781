/**
 * Permission to change something at Webex or in the database. Only those get one for whom a second or late
 * delivery of the same event is decided: commands, actions that declare `ifStale`, and jobs that such an action
 * began. An action that forgot to decide does not compile.
 */
export class Permit {
  readonly #key: IdempotencyKey;

  private constructor(key: string) {
    this.#key = key as IdempotencyKey;
  }

  /** The idempotency key of the change: the same for every delivery of one event. */
  get key(): IdempotencyKey {
    return this.#key;
  }

  /** For a message, or for a click on an action that declares what it does when it is stale. */
  static ofEvent(idempotencyKey: string): Permit {
    return new Permit(idempotencyKey);
  }

  /** For a job, which may go on long after the click that began it. */
  static ofJob(id: string): Permit {
    return new Permit(`${JOB_KEY_PREFIX}${id}`);
  }

  /** For upkeep that nobody requested, e.g. storing a time zone that Webex named. */
  static ofUpkeep(what: string): Permit {
    return new Permit(`upkeep:${what}`);
  }
}

declare const permitted: unique symbol;
/** The audit's key: only a {@link Permit} makes one. */
export type IdempotencyKey = string & { readonly [permitted]: true };

/** Before the id of a job, in idempotency keys. */
export const JOB_KEY_PREFIX = 'job:';
