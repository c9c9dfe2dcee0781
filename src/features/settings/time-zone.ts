import { IANAZone } from 'luxon';
import { z } from 'zod';
import { withToken } from '../../accounts/token-provider.js';
import { type Actor, isOutOfReach } from '../../accounts/types.js';
import { type Action, action } from '../../bot/feature.js';
import { LONGEST_SAID } from '../../bot/clicks.js';
import { card } from '../../bot/ui/card.js';
import { zoneChoices } from '../../bot/ui/format.js';
import { expiredCard } from '../../bot/ui/message.js';
import { fillCard } from '../../bot/ui/text-of-card.js';
import { zoneNamed } from '../../query/calendar.js';
import type { Settings } from '../../settings/settings.js';
import { Permit } from '../../util/permit.js';
import { words } from '../../util/words.js';
import { isWebexError } from '../../webex/errors.js';
import type { Content } from '../../webex/messages.js';
import { getPerson } from '../../webex/people.js';
import type { Deps } from '../deps.js';
import { everyPattern } from '../../util/pattern.js';

const text = z.string().max(60).catch('');
/** A chosen zone, and a typed one, which wins: hostile. */
export const zoneInputs = z.object({ zone: text, other: text });

export type ZoneDeps = Pick<Deps, 'settings' | 'tokens' | 'webex' | 'log'>;

/** Undefined when there is no zone of that name. */
export function zoneIn({ zone, other }: z.output<typeof zoneInputs>): string | undefined {
  return zoneNamed(other.trim() === '' ? zone : other);
}

/**
 * The time zone that a person chose, else the one that Webex has, which is then saved. Undefined where
 * there is neither. Rejects with NotConnected or NotServed.
 * @param actor who asks: also for somebody else's recordings their own days count
 */
export async function timeZoneOf(
  { settings, tokens, webex, log }: ZoneDeps,
  actor: Actor,
): Promise<string | undefined> {
  const { personId } = actor;
  const { timeZone } = await settings.of(personId);
  if (timeZone !== undefined) return timeZone;
  try {
    // With the token that the request needs anyway: nobody has to connect just for a zone.
    const { timezone } = await withToken(tokens, actor, ({ token }) =>
      getPerson(webex, token, personId),
    );
    if (timezone === undefined || !IANAZone.isValidZone(timezone)) return undefined;
    await settings.change(Permit.ofUpkeep('time zone'), personId, { timeZone: timezone });
    return timezone;
  } catch (error) {
    if (!isWebexError(error)) throw error;
    log.info({ err: error }, 'time zone not read from Webex');
    return undefined;
  }
}

/** As {@link timeZoneOf}; undefined also for a person who is not connected. */
export async function knownZoneOf(deps: ZoneDeps, actor: Actor): Promise<string | undefined> {
  return await timeZoneOf(deps, actor).catch((error: unknown) => {
    if (!isOutOfReach(error)) throw error;
    return undefined;
  });
}

/**
 * Asks for the time zone, then continues with what the person wrote.
 * @param line as written
 * @param problem with their answer
 */
export function askZoneCard(line: string, problem?: string): Content {
  const filled = card('ask-zone', {
    hasProblem: problem !== undefined,
    problem: problem ?? '',
    zone: 'UTC',
    zones: zoneChoices('UTC'),
    // The line could hold anything: encoded, it is harmless in every client.
    save: { action: 'set-zone', then: encodeURIComponent(line) },
    list: { action: 'list' },
  });
  return fillCard(filled, words.settings.askZoneHint);
}

/** An encoded character takes up to nine: `%E2%80%99`. */
const LONGEST = 9 * LONGEST_SAID;

/** Saves the chosen time zone, then continues with what the person wrote. */
export const setZone = (deps: ZoneDeps): Action =>
  action({
    name: 'set-zone',
    input: zoneInputs.extend({ then: z.unknown().optional() }),
    // A late answer is fine: it changes only the person's own setting.
    ifStale: 'acts',
    run: async (ctx, input) => {
      const line = writtenLine(input.then);
      const zone = zoneIn(input);
      if (zone === undefined)
        return await ctx.update(askZoneCard(line, words.settings.unknownZone));
      await deps.settings.change(ctx.permit, ctx.actor.personId, { timeZone: zone });
      // The result takes the place of the question.
      const done = await ctx.dispatch(line, { ...ctx, reply: ctx.update });
      if (done === 'unknown') await ctx.update(expiredCard());
    },
  });

/** The usual list when the button's data is not ours. */
function writtenLine(then: unknown): string {
  if (typeof then !== 'string' || then.length > LONGEST) return 'list';
  try {
    return decodeURIComponent(then);
  } catch {
    return 'list';
  }
}

const QUIET =
  /\b(?:quiet|disturb|dnd|not|do?n['’]?t|never|no|stop|mute|pause|silence|off|only|disable)\b/i;
const HOUR_SAID = everyPattern`(?<![\d:./-])(#\d{1,2})([:.h](#\d\d))?(\s*(#[ap])\.?m\b\.?)?(?![\d/-])|\b(#midnight|noon)\b`;

/**
 * The hours in which a person wants no messages: “quiet hours from 9pm to 8am”, “only write to me between 9 and
 * 5”. `none` ends them; undefined where no hours are said.
 */
export function quietHoursIn(
  line: string,
  { quiet: before }: Pick<Settings, 'quiet'>,
): Settings['quiet'] | 'none' {
  if (!QUIET.test(line)) return undefined;
  if (
    /\b(?:no|without|stop|end|remove|delete|disable|off)\b.*\bquiet\b|\bquiet\s+\w+\s+off\b/i.test(
      line,
    )
  )
    return 'none';
  const isOnly = /\bonly\b/i.test(line);
  const [first, second] = [...line.matchAll(HOUR_SAID)].flatMap(
    ([, hour, minutes = '00', half, named]) => {
      const said = named === undefined ? Number(hour) : /^m/i.test(named) ? 0 : 12;
      const isEvening = half?.toLowerCase() === 'p' && said < 12;
      const isMorning = half?.toLowerCase() === 'a' && said === 12;
      const at = isEvening ? said + 12 : isMorning ? 0 : said;
      return at > 24
        ? []
        : [{ at: at % 24, minutes, isPlain: half === undefined && named === undefined }];
    },
  );
  const isNight = /\b(?:at\s+night|overnight|nights?)\b/i.test(line);
  if (first === undefined) return isNight ? (before ?? { from: '22:00', to: '07:00' }) : undefined;
  const text = ({ at, minutes }: { at: number; minutes: string }): string =>
    `${String(at % 24).padStart(2, '0')}:${minutes}`;
  if (second === undefined) {
    const isEnd = /\b(?:before|until|till?)\b/i.test(line) !== isOnly;
    return isEnd
      ? { from: before?.from ?? '22:00', to: text(first) }
      : { from: text(first), to: before?.to ?? '07:00' };
  }
  // “between 9 and 5” is a day at work, “from 10 to 7” a night.
  const isLater = (one: typeof first, than: typeof first) =>
    one.isPlain && one.at <= 12 && one.at <= than.at ? { ...one, at: one.at + 12 } : one;
  const [from, to] = isOnly
    ? [isLater(second, first), first]
    : [
        first.isPlain && first.at > second.at && first.at >= 6
          ? isLater(first, { ...first, at: 24 })
          : first,
        second,
      ];
  return text(from) === text(to) ? undefined : { from: text(from), to: text(to) };
}
