import { z } from 'zod';
import { type Actor, NotConnected, NotServed } from '../../accounts/types.js';
import { type Action, action } from '../../bot/action.js';
import { type Command, command } from '../../bot/command.js';
import type { Feature } from '../../bot/feature.js';
import { card } from '../../bot/ui/card.js';
import { zoneChoices, zoneTitle } from '../../bot/ui/format.js';
import { fillCard } from '../../bot/ui/text-of-card.js';
import type { Settings } from '../../settings/settings.js';
import type { Permit } from '../../util/permit.js';
import type { Content } from '../../webex/messages.js';
import { type ZoneDeps, setZone, timeZoneOf, zoneIn, zoneInputs, zoneNamed } from './time-zone.js';

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
  const zone = timeZone ?? 'UTC';
  const known =
    timeZone === undefined
      ? 'Webex does not tell me your time zone, so I count days in UTC until you choose one.'
      : `Your days are those of ${zoneTitle(timeZone)}.`;
  const filled = card('settings', {
    title: 'Your settings',
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
  return fillCard(
    filled,
    'Without cards, write for example **time zone Europe/Berlin**, **notify on** or **weekly off**.',
  );
}

/** What keeping settings takes. */
export interface SettingsDeps extends ZoneDeps {
  /** Called after somebody has changed what they are told, and when. */
  readonly onChanged: (
    permit: Permit,
    actor: Actor,
    chosen: Settings,
    before: Settings,
  ) => Promise<void>;
}

/** `settings`: the time zone, what the bot tells by itself, and when it stays quiet. */
export const settings = (deps: SettingsDeps): Feature => ({
  commands: [settingsCommand(deps)],
  actions: [saveSettings(deps), setZone(deps)],
});

const toggle = z.enum(['true', 'false']).transform((value) => value === 'true');
/** Some clients send the seconds, too; what is no time counts as not given. */
const time = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d(:\d\d)?$/)
  .transform((text) => text.slice(0, 5))
  .catch('');

const input = z.object({
  tellWhenReady: toggle,
  weekly: toggle,
  isQuiet: toggle,
  quietFrom: time,
  quietTo: time,
});

/** Keeps what a person chose in their settings, and has it done. */
const saveSettings = (deps: SettingsDeps): Action =>
  action({
    name: 'save-settings',
    input: zoneInputs.extend(input.shape),
    ifStale: { dispatch: 'settings' },
    run: async (ctx, chosen) => {
      const { actor, permit } = ctx;
      const zone = zoneIn(chosen);
      const before = await deps.settings.of(actor.personId);
      const quiet = quietHours(chosen);
      const problems = [
        ...(zone === undefined
          ? ['I know no time zone of that name. It is called after a city, as Asia/Kathmandu.']
          : []),
        ...(quiet === 'wrong'
          ? ['Quiet hours take two different times, as 22:00 and 07:00. Nothing was saved.']
          : []),
      ];
      if (zone === undefined || quiet === 'wrong') {
        await ctx.update(settingsCard(before, { problems }));
        return;
      }
      const { tellWhenReady, weekly } = chosen;
      const change = { timeZone: zone, tellWhenReady, weekly, quiet };
      const changed = await deps.settings.change(permit, actor.personId, change);
      await ctx.update(settingsCard(changed, { saved: true }));
      await deps.onChanged(permit, actor, changed, before);
    },
  });

function quietHours({
  isQuiet,
  quietFrom,
  quietTo,
}: z.output<typeof input>): { from: string; to: string } | undefined | 'wrong' {
  if (!isQuiet) return undefined;
  const sound = quietFrom !== '' && quietTo !== '' && quietFrom !== quietTo;
  return sound ? { from: quietFrom, to: quietTo } : 'wrong';
}

/** `settings`: a form; with a zone behind it, that is where the person lives from now on. */
const settingsCommand = (deps: SettingsDeps): Command =>
  command({
    name: 'settings',
    words: ['settings', 'my settings', 'preferences', 'time zone', 'timezone', 'change settings'],
    help: '**settings** – your time zone, what I tell you by myself, and when I stay quiet',
    group: 'you',
    run: async (ctx, rest) => {
      const { personId } = ctx.actor;
      const wished = rest.replace(/^(?:to|is|in|:|=)\s+/i, '');
      const zone = wished === '' ? undefined : zoneNamed(wished);
      if (zone !== undefined) {
        const changed = await deps.settings.change(ctx.permit, personId, { timeZone: zone });
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
  });

export { askZoneCard, timeZoneOf, zoneNamed } from './time-zone.js';
