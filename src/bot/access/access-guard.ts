import type { Logger } from 'pino';
import { uuidOf } from '../../webex/ids.js';
import type { Turn } from '../context.js';
import { notAdmittedContent, oneMomentContent } from '../ui/kept-out.js';
import type { Admission } from './admission.js';
import type { RateLimit } from './rate-limit.js';

/** What a person did, as far as the gate needs it. */
export interface Knock {
  /** The same for every try of one event. */
  readonly eventKey: string;
  /** When, in ISO 8601 as Webex says it. */
  readonly created?: string | undefined;
  /** Whether they only want what is theirs erased: nobody is kept from that. */
  readonly leaving?: boolean;
}

/** Stands before everything that the bot does for people. */
export interface Gate {
  /**
   * Whether this may be gone on with; if not, the person has been told as much as they should be.
   * Rejects with NotDelivered, or with a WebexError when it could not be seen who this is.
   */
  readonly lets: (turn: Turn, knock: Knock) => Promise<boolean>;
  /** Whether the bot serves this person. Rejects with a WebexError. */
  readonly admits: Admission;
}

/** What the gate stands on. */
export interface GateParts {
  readonly admits: Admission;
  readonly limit: RateLimit;
  readonly log: Logger;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/** First how often, which costs nothing; then who, which may take a call to Webex. */
export function gate({ admits, limit, log, now }: GateParts): Gate {
  return {
    admits,
    lets: async (turn, { eventKey, created, leaving = false }) => {
      const { personId } = turn.person;
      const about = { person: uuidOf(personId), event: eventKey };
      const verdict = limit({ personId, eventKey, at: timeOf(created) ?? now() });
      if (verdict.kind !== 'allowed') {
        log.warn({ ...about, told: verdict.kind === 'told' }, 'too much at once');
        if (verdict.kind === 'told') await turn.say(oneMomentContent(verdict.seconds));
        return false;
      }
      if (leaving || (await admits(turn.person))) return true;
      log.info(about, 'not admitted');
      await turn.say(notAdmittedContent());
      return false;
    },
  };
}

function timeOf(created: string | undefined): number | undefined {
  const time = Date.parse(created ?? '');
  return Number.isNaN(time) ? undefined : time;
}
