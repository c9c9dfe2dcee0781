import { z } from 'zod';
import { NotConnected, NotServed } from '../../accounts/types.js';
import type { Action } from '../../bot/action.js';
import type { Command } from '../../bot/command.js';
import { card } from '../../bot/ui/card.js';
import { zoneChoices, zoneTitle } from '../../bot/ui/format.js';
import type { Settings } from '../../settings/settings.js';
import type { Content } from '../../webex/messages.js';
import { zoneNamed, zoneIn, timeZoneOf } from './time-zone.js';

/** What is said beside the settings. */
export interface SettingsSaying {
  readonly saved?: boolean;
  /** What is wrong with what was typed: ours. */
  readonly problems?: readonly string[];
}

/** A form for all that a person can choose. */
export function settingsCard(
  { timeZone, tellWhenReady, weekly, quiet }: Settings,
  { saved = false, problems = [] }: SettingsSaying = {},
): Content {
  const title = 'Your settings';
  const zone = timeZone ?? 'UTC';
  const known =
    timeZone === undefined
      ? 'Webex does not tell me your time zone, so I count days in UTC until you choose one.'
      : `Your days are those of ${zoneTitle(timeZone)}.`;
  const filled = card('settings', {
    title,
    known,
    isSaved: saved,
    hasProblems: problems.length > 0,
    problems: problems.map((text) => ({ text })),
    zone,
    zones: zoneChoices(zone),
    tellWhenReady: String(tellWhenReady),
    weekly: String(weekly),
    quietOn: String(quiet !== undefined),
    quietFrom: quiet?.from ?? '22:00',
    quietTo: quiet?.to ?? '07:00',
    save: { action: 'save-settings' },
    list: { action: 'list' },
  });
  const onOff = (is: boolean): string => (is ? 'on' : 'off');
  const markdown = [
    `**${title}**`,
    ...(saved ? ['Saved.'] : []),
    ...problems,
    known,
    `Tell me when a recording is ready: ${onOff(tellWhenReady)} (**notify on**, **notify off**)`,
    `A card about my storage every week: ${onOff(weekly)} (**weekly on**, **weekly off**)`,
    quiet === undefined ? 'No quiet hours.' : `Quiet from ${quiet.from} to ${quiet.to}.`,
    'Without cards, write for example **time zone Europe/Berlin**.',
  ];
  return { markdown: markdown.join('\n\n'), card: filled };
}

const toggle = z.enum(['true', 'false']).transform((value) => value === 'true');
// Some clients send the seconds, too.
const time = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d(:\d\d)?$/)
  .transform((text) => text.slice(0, 5));

const input = z.object({
  tellWhenReady: toggle,
  weekly: toggle,
  isQuiet: toggle,
  quietFrom: time.or(z.literal('')).default(''),
  quietTo: time.or(z.literal('')).default(''),
});

/** Keeps what a person chose in their settings, and has it done. */
export const saveSettings: Action = {
  name: 'save-settings',
  run: async (ctx, deps) => {
    const { actor, inputs } = ctx;
    const zone = zoneIn(inputs);
    const read = input.safeParse(inputs);
    const before = await deps.settings.of(actor.personId);
    const quiet = read.success ? quietHours(read.data) : 'wrong';
    const problems = [
      ...(zone === undefined
        ? ['I know no time zone of that name. It is called after a city, as Asia/Kathmandu.']
        : []),
      ...(quiet === 'wrong'
        ? ['Quiet hours take two different times, as 22:00 and 07:00. Nothing was saved.']
        : []),
    ];
    if (zone === undefined || quiet === 'wrong' || !read.success) {
      await ctx.update(settingsCard(before, { problems }));
      return;
    }
    const { tellWhenReady, weekly } = read.data;
    const change = { timeZone: zone, tellWhenReady, weekly, quiet };
    const changed = await deps.settings.change(actor.personId, change);
    await ctx.update(settingsCard(changed, { saved: true }));
    await deps.onSettings?.(actor, changed, before);
  },
};

function quietHours({
  isQuiet,
  quietFrom,
  quietTo,
}: z.infer<typeof input>): { from: string; to: string } | undefined | 'wrong' {
  if (!isQuiet) return undefined;
  const sound = quietFrom !== '' && quietTo !== '' && quietFrom !== quietTo;
  return sound ? { from: quietFrom, to: quietTo } : 'wrong';
}

/** `settings`: a form; with a zone behind it, that is where the person lives from now on. */
export const settings: Command = {
  name: 'settings',
  words: ['settings', 'my settings', 'preferences', 'time zone', 'timezone', 'change settings'],
  help: '**settings** – your time zone, what I tell you by myself, and when I stay quiet',
  group: 'you',
  run: async (ctx, rest, deps) => {
    const { personId } = ctx.actor;
    const wished = rest.replace(/^(?:to|is|in|:|=)\s+/i, '');
    const zone = wished === '' ? undefined : zoneNamed(wished);
    if (zone !== undefined) {
      const changed = await deps.settings.change(personId, { timeZone: zone });
      await ctx.reply(settingsCard(changed, { saved: true }));
      return;
    }
    // Webex may know it; whoever is not connected can still say it here.
    await timeZoneOf(deps, ctx.actor).catch((error: unknown) => {
      if (error instanceof NotConnected || error instanceof NotServed) return undefined;
      throw error;
    });
    const problems = wished === '' ? [] : ['I know no time zone of that name.'];
    await ctx.reply(settingsCard(await deps.settings.of(personId), { problems }));
  },
};
