import { z } from 'zod';
import { zoneIn } from '../find/zone-input.js';
import { settingsContent } from '../views/settings.js';
import type { Action } from './action.js';

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
  run: async (click, services) => {
    const { person, inputs } = click;
    const zone = zoneIn(inputs);
    const read = input.safeParse(inputs);
    const before = await services.settings.of(person.personId);
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
      await click.replace(settingsContent(before, { problems }));
      return;
    }
    const { tellWhenReady, weekly } = read.data;
    const change = { timeZone: zone, tellWhenReady, weekly, quiet };
    const changed = await services.settings.change(person.personId, change);
    await click.replace(settingsContent(changed, { saved: true }));
    await services.onSettings?.(person, changed, before);
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
