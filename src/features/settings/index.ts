import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Actor } from '../../accounts/types.js';
import type { Action, Command, Feature } from '../../bot/feature.js';
import { action, command, phrases } from '../../bot/feature.js';
import { card } from '../../bot/ui/card.js';
import { escapeInputValue } from '../../bot/ui/escape.js';
import { cardDate, placeOfZone, zoneChoices } from '../../bot/ui/format.js';
import { fillCard } from '../../bot/ui/text-of-card.js';
import type { Settings } from '../../settings/settings.js';
import { zoneNamed } from '../../query/calendar.js';
import type { Permit } from '../../util/permit.js';
import { present } from '../../util/present.js';
import { words } from '../../util/words.js';
import type { Content } from '../../webex/messages.js';
import {
  type ZoneDeps,
  knownZoneOf,
  quietHoursIn,
  setZone,
  zoneIn,
  zoneInputs,
} from './time-zone.js';
import { pattern, source } from '../../util/pattern.js';

export { askZoneCard, knownZoneOf, timeZoneOf } from './time-zone.js';

interface SettingsDeps extends ZoneDeps {
  /** Webex announces new recordings to this bot. */
  readonly offersNotifications: boolean;
  /** Called before somebody's choice is stored; called again if the event is retried. */
  readonly beforeChange: (actor: Actor, change: Partial<Settings>) => Promise<void>;
  /** Called after that. */
  readonly onChanged: (permit: Permit, actor: Actor, chosen: Settings) => Promise<void>;
}

/** `settings`: the time zone, notifications, and quiet hours. */
export const settings = (deps: SettingsDeps): Feature => ({
  commands: [settingsCommand(deps)],
  actions: [saveSettings(deps), setZone(deps)],
});

interface FormView {
  readonly offersNotifications?: boolean;
  readonly saved?: boolean;
  /** With what was typed: ours. */
  readonly problems?: readonly string[];
  /** Shown again instead of the stored settings. */
  readonly typed?: z.output<typeof input>;
}

export function settingsCard(
  chosen: Settings,
  { offersNotifications = true, saved = false, problems = [], typed }: FormView = {},
): Content {
  const { timeZone, quiet, monthly } = chosen;
  const { tellWhenReady = false, weekly, remind = chosen.remind } = typed ?? chosen;
  const zone = zoneNamed(typed?.zone ?? '') ?? timeZone ?? 'UTC';
  const known =
    timeZone === undefined
      ? words.settings.noZone
      : words.settings.yourZone({ zone: placeOfZone(timeZone) });
  const filled = card('settings', {
    known,
    isSaved: saved,
    hasProblems: problems.length > 0,
    problems: problems.map((text) => ({ text })),
    zone,
    zones: zoneChoices(zone),
    other: escapeInputValue((typed?.other ?? '').slice(0, LONGEST_ZONE)),
    offersNotifications,
    tellWhenReady: String(tellWhenReady),
    weekly: String(weekly),
    remind: String(remind),
    monthly:
      monthly === undefined
        ? words.settings.notMonthly
        : words.settings.monthly({ date: cardDate(monthly.nextAt) }),
    showMonthly: { action: 'say', text: 'ask monthly' },
    quietOn: String(typed?.isQuiet ?? quiet !== undefined),
    quietFrom: hourOr('22:00', typed?.quietFrom ?? quiet?.from),
    quietTo: hourOr('07:00', typed?.quietTo ?? quiet?.to),
    save: { action: 'save-settings', shown: typed?.shown ?? digestOf(chosen) },
    list: { action: 'list' },
  });
  return fillCard(filled, words.settings.hint);
}

const hourOr = (usual: string, hour = ''): string => (hour === '' ? usual : hour);

/** As the card takes it. */
const LONGEST_ZONE = 40;

/** Equal for equal settings: shows whether a form is still up to date. */
function digestOf({ timeZone = 'UTC', tellWhenReady, weekly, remind, quiet }: Settings): string {
  const hours = [quiet?.from, quiet?.to];
  // Forms of earlier versions do not know of reminders.
  const more = remind ? ['remind'] : [];
  const chosen = JSON.stringify([timeZone, tellWhenReady, weekly, ...hours, ...more]);
  return createHash('sha256').update(chosen).digest('base64url').slice(0, 16);
}

const onOff = z.enum(['true', 'false']).transform((value) => value === 'true');
/** Some clients send the seconds, too; anything that is no time counts as not given. */
const timeInput = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d(:\d\d)?$/)
  .transform((text) => text.slice(0, 5))
  .catch('');

const input = zoneInputs.extend({
  /** Not in the form where there are none. */
  tellWhenReady: onOff.optional(),
  weekly: onOff,
  /** Forms of earlier versions leave it as it is. */
  remind: onOff.optional(),
  isQuiet: onOff,
  quietFrom: timeInput,
  quietTo: timeInput,
  /** The settings that the form showed, as {@link digestOf}; forms of earlier versions have none. */
  shown: z.string().optional(),
});

const saveSettings = (deps: SettingsDeps): Action =>
  action({
    name: 'save-settings',
    input,
    ifStale: { dispatch: 'settings' },
    run: async (ctx, chosen) => {
      const { actor, permit } = ctx;
      const { offersNotifications } = deps;
      const show = (values: Settings, more: FormView) =>
        ctx.update(settingsCard(values, { offersNotifications, ...more }));
      const { weekly, isQuiet, quietFrom: from, quietTo: to } = chosen;
      const zone = zoneIn(chosen);
      const wrongHours = isQuiet && (from === '' || to === '' || from === to);
      const before = await deps.settings.of(actor.personId);
      if (zone === undefined || wrongHours) {
        const problems = present([
          zone === undefined && words.settings.unknownZone,
          wrongHours && words.settings.wrongHours,
          words.settings.notSaved,
        ]);
        return await show(before, { problems, typed: chosen });
      }
      const quiet = isQuiet ? { from, to } : undefined;
      const remind = chosen.remind ?? before.remind;
      const tellWhenReady = chosen.tellWhenReady ?? before.tellWhenReady;
      const change = { timeZone: zone, tellWhenReady, weekly, remind, quiet };
      const isStale = chosen.shown !== undefined && chosen.shown !== digestOf(before);
      // Pressed twice, it is the same choice.
      if (isStale && digestOf(change) !== digestOf(before))
        return await show(before, { problems: [words.settings.outdated] });
      await deps.beforeChange(actor, change);
      const changed = await deps.settings.change(permit, actor.personId, change);
      await show(changed, { saved: true });
      await deps.onChanged(permit, actor, changed);
    },
  });

const NOTIFYING = source`(messag(e|ing)|writ(e|ing)|ping(ing)?|notify(ing)?|remind(ing)?|text(ing)?|contact(ing)?)`;
const BOTHERING = source`(bother(ing)?|disturb(ing)?|send(ing)?|tell(ing)?)`;
const AT_TIMES = source`
  (
    at night|overnight
    |(on|during|over) (the )?(
      weekends?|weekdays|work(ing)?\s*days|(mon|tues|wednes|thurs|fri|satur|sun)days?
      |(working|office|business|work) hours
    )
    |(after|before|until|between|from) \d\S*|in the (evening|night|morning)
  )
`;
/** “don’t write to me on weekends”, “only notify me between 9 and 5”, “no pings after 6pm” */
const ONLY_AT_TIMES = pattern`
  ^((and|but|also|please) )*(
    not(?=\s${AT_TIMES})|only(?=\s(between|during|on (work|week)|in the (morning|day|afternoon)))|
    (do( not|\s*n['’]?t)|never|stop) (${NOTIFYING}|${BOTHERING}) (to )?(me|us)
    |(do|will|would) you (also |ever )*(${NOTIFYING}|send)( to)?( (me|us|messages))?
    |only ${NOTIFYING} (to )?(me|us)|${NOTIFYING} (me|us) only
    |no (messages|pings|notifications|reminders|cards)
  )(\s.*)?\s${AT_TIMES}(\s.*)?$
`;

const HOURS_ALONE = pattern`^(and )?(from|until|till?|between|after|before) \d{1,2}([:.]\d\d)?\s*([ap]\.?m\.?|o['’]?clock|in the \w+)?( (to|until|till?|and|-) \d.*)?$`;
const CHOSEN = pattern`^((no|not \S+|sorry|but|rather|i meant?|i(['’]m| am)|in|to|it|is|use|set|make|change|put)[\s,]+)+`;

/** “in singapore next week” */
const NOT_YET = pattern` (tomorrow|soon|(from |on )?next \w+|(from|on|starting) \w+day( on)?)$`;

/** `settings` shows a form; a zone behind it is saved at once. */
const settingsCommand = (deps: SettingsDeps): Command =>
  command({
    name: 'settings',
    changes: true,
    words: phrases(
      'settings, my settings, preferences, prefs, time zone, timezone, change settings, settings timezone',
      'settings time zone, my time zone, my timezone, set timezone, set time zone, set my timezone',
      'set my time zone, change timezone, change time zone, change my time zone, tz, use time zone',
      'change my timezone, which timezone, which time zone, zeitzone',
    ),
    says: [
      pattern`
        ^((i|we)(['’]?(m|re)| (am|are|live|work|sit))|i (have )?moved) (now |back )?(based )?(in|to) (?!(an?|the|my|our)\s)
        (?<what>\p{L}[\p{L}\s/_-]{2,30}?)([\s,.;]+((so|and|please|now|can you) )*
        (change|set|adjust|fix|update|use|correct)\s.*\b(time|zone|timezone|times|it|that)(\s.*)?)?$
      `,
      pattern`
        ^((go|set|put|change|switch) (it |that )?)?back to (?!
          (
            my|the|mine|me|list|lists|page|first|all|normal|work|start|you|it|that|this|search|recordings?|results?
            |bin|previous|last
          )\b
        )(?<what>\p{L}+(\s\p{L}+)?)( time)?$
      `,
      pattern`^(did|do|have|will) you (lose|lost|keep|kept|forget|forgot|delete|deleted) ((all|my|the) )*settings(\s.*)?$`,
      pattern`
        ^(is|was|has|did) (it|that|this|you|the change) ((been|really|already|now) )*
        (saved?|stored?|set|remembere?d?|kept|changed)( (it|that|this|now|already|yet))*$
      `,
      pattern`^(use|(switch|change|go) to) (?!(the|my|a)\s)(?<what>\p{L}[\p{L}\s/_-]{2,30}?) time(\s*zone)?$`,
      pattern`^(use )?(?<what>(utc|gmt)(\s*[+-]\s*\d{1,2}(:\d\d)?)?|(africa|america|asia|atlantic|australia|europe|indian|pacific|etc)\/[\p{L}/_-]+)$`,
      pattern`
        ^(in )?(what(['’]?s| is)?|which) ((my|the|your) )?time\s*zone(
          \s+(
            (are|is) (the|these|those|your|all) (times?|dates?|hours?|recordings?)( in)?
            |(do|are|am) (you|i)( (us(e|ing)|in))?|is (set|this)
          )
        )?$
      `,
      pattern`
        ^(are|is) (these|those|the|that|this|your|all)\s*(times?|dates?|hours?)?\s*(shown )?(in|of)\s+
        (my|which|what|your|the right) (own |local )?time(\s*zone)?$
        |^(wrong|fix) ((my|the) )?time\s*zone$|^what (time|day|date) is it( (for (you|me)|now|there|here))*$
      `,
      pattern`
        ^(change|open|show|see|what( are)?|which|edit) ((me|my|the|current|other|more) )*(notification )?settings
        ( (now|currently|again|at the moment|are there|do (i|you) have|can i change))*$
      `,
      pattern`
        ^((and|also|with|set|add|change|make|have|put|turn|switch|disable|remove|end|stop|delete|off) )*
        ((my|the|no) )?(
          quiet (hours|times?|from|between|after|before|at|on|until|\d\S*)|do( not|n['’]?t) disturb|dnd
        )(?![\w-]).*$
      `,
      ONLY_AT_TIMES,
      pattern`^(between|from|after|before) \d.*\b(quiet|silent|silence|no (messages|notifications|pings))$`,
      pattern`^((switch|change|turn|set) (it )?(on |to )?)?(the )?(dark|light|night) (mode|theme)( (on|off))?$`,
      pattern`
        ^((turn|switch) off|mute|pause|stop|disable|no|silence)\s+
        ((the|my|your|all|any|me|it) )*((notifications?|messages?|reminders?|everything) )?(
          between|from \d[\d:.]*(\s*[ap]\.?m\.?)?|at night
          |(after|before) \d[\d:.]*(\s*[ap]\.?m\.?)?|during|until|overnight
          |in the (evening|night|morning)|on (the )?weekends?
        )(?![\w-]).*$
      `,
      pattern`^(the |my )?(times?|dates?|hours?) (is|are) (all )?(wrong|off|((wrong|off) by|(an?|\d+|one|two) hours?)(\s.*)?)$`,
    ],
    help: words.settings.help,
    // “no, singapore”, “between 8pm and 8am be quiet”
    follows: (line) => {
      const place = line.replace(CHOSEN, '');
      if (zoneNamed(place) !== undefined) return `settings timezone ${place}`;
      if (/\bweekends?\b/i.test(line)) return 'not on weekends';
      const isQuiet =
        HOURS_ALONE.test(line) || quietHoursIn(line, { quiet: undefined }) !== undefined;
      return isQuiet ? `quiet hours ${line}` : undefined;
    },
    run: async (ctx, rest) => {
      const { personId } = ctx.actor;
      const { offersNotifications } = deps;
      const typed = rest.replace(
        /^(?:from\s+\S.*?\s+)?(?:(?:to|is|in|now|has|changed|:|=)\s+)+|\s+(?:now|currently|time|again|today|at\s+the\s+moment|(?:for\s+)?this\s+(?:week|month)|until\s.*|till\s.*)$/gi,
        '',
      );
      const named = typed.replace(NOT_YET, '');
      const zone = typed === '' ? undefined : zoneNamed(named);
      if (zone !== undefined && named === typed) {
        const changed = await deps.settings.change(ctx.permit, personId, { timeZone: zone });
        return await ctx.reply(settingsCard(changed, { offersNotifications, saved: true }));
      }
      const quiet = quietHoursIn(ctx.line ?? '', await deps.settings.of(personId));
      if (quiet !== undefined) {
        const change = { quiet: quiet === 'none' ? undefined : quiet };
        await deps.beforeChange(ctx.actor, change);
        const changed = await deps.settings.change(ctx.permit, personId, change);
        await ctx.reply(settingsCard(changed, { offersNotifications, saved: true }));
        await deps.onChanged(ctx.permit, ctx.actor, changed);
        return;
      }
      if (/^(?:go\s+)?back\b/i.test(ctx.line ?? '')) return await ctx.dispatch(`list ${typed}`);
      // Webex may know it; people who are not connected can still choose one here.
      await knownZoneOf(deps, ctx.actor);
      const problem = zone === undefined ? words.settings.noSuchZone : words.settings.zoneAtOnce;
      const problems = typed === '' ? [] : [problem];
      await ctx.reply(
        settingsCard(await deps.settings.of(personId), { offersNotifications, problems }),
      );
    },
  });
