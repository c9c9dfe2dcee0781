import { IANAZone } from 'luxon';
import { z } from 'zod';
import { withToken } from '../../accounts/token-provider.js';
import type { Actor } from '../../accounts/types.js';
import { type Action, action } from '../../bot/action.js';
import { Permit } from '../../util/permit.js';
import { expiredCard } from '../../bot/ui/message.js';
import { LONGEST_SAID } from '../../bot/retry-button.js';
import { card } from '../../bot/ui/card.js';
import { zoneChoices } from '../../bot/ui/format.js';
import { fillCard } from '../../bot/ui/text-of-card.js';
import { isWebexError } from '../../webex/errors.js';
import type { Content } from '../../webex/messages.js';
import { getPerson } from '../../webex/people.js';
import type { Deps } from '../deps.js';

const text = z.string().max(60).catch('');
/** The zone that was chosen, and what was typed instead: hostile. */
export const zoneInputs = z.object({ zone: text, other: text });

/** What knowing somebody's time zone takes. */
export type ZoneDeps = Pick<Deps, 'settings' | 'tokens' | 'webex' | 'log'>;

/**
 * The time zone that somebody chose or typed; undefined when there is none of that name.
 *
 * @param inputs `zone`, and `other` which goes before it
 */
export function zoneIn({ zone, other }: z.output<typeof zoneInputs>): string | undefined {
  return zoneNamed(other.trim() === '' ? zone : other);
}

/** Regions that a city is looked for in. */
const REGIONS = [
  'Europe',
  'America',
  'Asia',
  'Africa',
  'Australia',
  'Pacific',
  'Atlantic',
  'Indian',
];

/** A zone by its name, or that of its city, however it is written: “asia/kathmandu”, “new york”. */
export function zoneNamed(text: string): string | undefined {
  const name = written(text.trim().replace(/\s+/g, '_'));
  if (!/^[\w/+-]{1,40}$/.test(name)) return undefined;
  const candidates = [name, ...REGIONS.map((region) => `${region}/${name}`)];
  return candidates.find((zone) => IANAZone.isValidZone(zone));
}

/** With the capital letters of a name; those that are there already stay. */
function written(name: string): string {
  if (/[A-Z]/.test(name)) return name;
  if (/^(?:utc|gmt)$/.test(name)) return name.toUpperCase();
  return name.replace(/(^|[/_-])(\p{L})/gu, (_all, before: string, letter: string) => {
    return before + letter.toUpperCase();
  });
}

/**
 * In which time zone a person lives: as they said, else as Webex says, which is then remembered.
 * Undefined when neither did. Rejects with NotConnected or NotServed.
 *
 * @param actor who asks; also where they ask for somebody else their own days count
 */
export async function timeZoneOf(
  { settings, tokens, webex, log }: ZoneDeps,
  actor: Actor,
): Promise<string | undefined> {
  const { personId } = actor;
  const { timeZone } = await settings.of(personId);
  if (timeZone !== undefined) return timeZone;
  try {
    // With what they need anyway for what they ask: nobody connects once more for the sake of a zone.
    const { timezone } = await withToken(tokens, actor, ({ token }) =>
      getPerson(webex, token, personId),
    );
    if (timezone === undefined || !IANAZone.isValidZone(timezone)) return undefined;
    await settings.change(Permit.ofUpkeep('time zone'), personId, { timeZone: timezone });
    return timezone;
  } catch (error) {
    if (!isWebexError(error)) throw error;
    log.info({ err: error }, 'Webex does not tell the time zone');
    return undefined;
  }
}

/**
 * Asks in which time zone a person lives, and then goes on with what they wrote.
 *
 * @param text what they wrote, to be said again
 * @param problem what is wrong with their answer
 */
export function askZoneCard(text: string, problem?: string): Content {
  const filled = card('ask-zone', {
    title: 'Which time zone are you in?',
    why: 'Then I know when your days begin and end. I ask this once; “settings” changes it later.',
    hasProblem: problem !== undefined,
    problem: problem ?? '',
    zone: 'UTC',
    zones: zoneChoices('UTC'),
    // What they wrote could hold anything: this way it is harmless in every client.
    save: { action: 'set-zone', then: encodeURIComponent(text) },
    list: { action: 'list' },
  });
  return fillCard(filled, 'Without cards, write for example **time zone Europe/Berlin**.');
}

/** A line of letters that each become nine characters on the way: `%E2%80%99`. */
const LONGEST = 9 * LONGEST_SAID;

/** Keeps the time zone that somebody chose, and goes on with what they had written. */
export const setZone = (deps: ZoneDeps): Action =>
  action({
    name: 'set-zone',
    input: zoneInputs.extend({ then: z.unknown().optional() }),
    // The question is answered whenever it is answered: nothing but a choice of their own changes.
    ifStale: 'acts',
    run: async (ctx, input) => {
      const line = writtenLine(input.then);
      const zone = zoneIn(input);
      if (zone === undefined) {
        const unknown =
          'I know no time zone of that name. It is called after a city, as Asia/Kathmandu.';
        await ctx.update(askZoneCard(line, unknown));
        return;
      }
      await deps.settings.change(ctx.permit, ctx.actor.personId, { timeZone: zone });
      // The question is answered: what they asked for takes its place.
      const done = await ctx.dispatch(line, { ...ctx, reply: ctx.update });
      if (done === 'unknown') await ctx.update(expiredCard());
    },
  });

/** What they had written; the usual list when that is not as we wrote it. */
function writtenLine(then: unknown): string {
  if (typeof then !== 'string' || then.length > LONGEST) return 'list';
  try {
    return decodeURIComponent(then);
  } catch {
    return 'list';
  }
}
