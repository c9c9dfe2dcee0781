import { named } from '../find/zone-input.js';
import { settingsContent } from '../views/settings.js';
import { zoneOf } from '../find/zone-of.js';
import { NotConnected, NotServed } from '../../accounts/errors.js';
import type { Command } from './command.js';

/** `settings`: a form; with a zone behind it, that is where the person lives from now on. */
export const settings: Command = {
  name: 'settings',
  words: ['settings', 'my settings', 'preferences', 'time zone', 'timezone', 'change settings'],
  help: '**settings** – your time zone, what I tell you by myself, and when I stay quiet',
  group: 'you',
  run: async (turn, rest, services) => {
    const { personId } = turn.person;
    const wished = rest.replace(/^(?:to|is|in|:|=)\s+/i, '');
    const zone = wished === '' ? undefined : named(wished);
    if (zone !== undefined) {
      const changed = await services.settings.change(personId, { timeZone: zone });
      await turn.tell(settingsContent(changed, { saved: true }));
      return;
    }
    // Webex may know it; whoever is not connected can still say it here.
    await zoneOf(services, turn.person).catch((error: unknown) => {
      if (error instanceof NotConnected || error instanceof NotServed) return undefined;
      throw error;
    });
    const problems = wished === '' ? [] : ['I know no time zone of that name.'];
    await turn.tell(settingsContent(await services.settings.of(personId), { problems }));
  },
};
