import type { Logger } from 'pino';
import { uuidOf } from '../../webex/ids.js';
import type { BaseContext } from '../context.js';
import { notAdmittedCard, oneMomentCard } from '../ui/kept-out.js';
import type { Admission } from './admission.js';
import type { RateLimit } from './rate-limit.js';

/** What a person did, as far as the gate needs it. */
export interface AccessRequest {
  /** The same for every try of one event. */
  readonly eventKey: string;
  /** When, in ISO 8601 as Webex says it. */
  readonly created?: string | undefined;
  /** Whether they only want what is theirs erased: nobody is kept from that. */
  readonly erasesOwnData?: boolean;
}

/** Stands before everything that the bot does for people. */
export interface AccessGuard {
  /**
   * Whether this may be gone on with; if not, the person has been told as much as they should be.
   * Rejects with NotDelivered, or with a WebexError when it could not be seen who this is.
   */
  readonly allow: (ctx: BaseContext, knock: AccessRequest) => Promise<boolean>;
  /** Whether the bot serves this person. Rejects with a WebexError. */
  readonly admits: Admission;
}

/** What the gate stands on. */
export interface AccessGuardDeps {
  readonly admits: Admission;
  readonly limit: RateLimit;
  readonly log: Logger;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/** First how often, which costs nothing; then who, which may take a call to Webex. */
export function accessGuard({ admits, limit, log, now }: AccessGuardDeps): AccessGuard {
  return {
    admits,
    allow: async (ctx, { eventKey, created, erasesOwnData: leaving = false }) => {
      const { personId } = ctx.actor;
      const about = { person: uuidOf(personId), event: eventKey };
      const verdict = limit({ personId, eventKey, at: timeOf(created) ?? now() });
      if (verdict.kind !== 'allowed') {
        log.warn({ ...about, told: verdict.kind === 'told' }, 'too much at once');
        if (verdict.kind === 'told') await ctx.say(oneMomentCard(verdict.seconds));
        return false;
      }
      if (leaving || (await admits(ctx.actor))) return true;
      log.info(about, 'not admitted');
      await ctx.say(notAdmittedCard());
      return false;
    },
  };
}

function timeOf(created: string | undefined): number | undefined {
  const time = Date.parse(created ?? '');
  return Number.isNaN(time) ? undefined : time;
}
