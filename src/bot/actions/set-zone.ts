import { zoneIn } from '../find/zone-input.js';
import { askZoneContent } from '../views/ask-zone.js';
import type { Action } from './action.js';
import { LONGEST_SAID } from './said.js';
import { say } from './say.js';

/** A line of letters that each become nine characters on the way: `%E2%80%99`. */
const LONGEST = 9 * LONGEST_SAID;

/** Keeps the time zone that somebody chose, and goes on with what they had written. */
export const setZone: Action = {
  name: 'set-zone',
  run: async (click, services) => {
    const text = written(click.inputs.then);
    const zone = zoneIn(click.inputs);
    if (zone === undefined) {
      const unknown =
        'I know no time zone of that name. It is called after a city, as Asia/Kathmandu.';
      await click.replace(askZoneContent(text, unknown));
      return;
    }
    await services.settings.change(click.person.personId, { timeZone: zone });
    // The question is answered: what they asked for takes its place.
    await say.run({ ...click, tell: click.replace, inputs: { text } }, services);
  },
};

/** What they had written; the usual list when that is not as we wrote it. */
function written(then: unknown): string {
  if (typeof then !== 'string' || then.length > LONGEST) return 'list';
  try {
    return decodeURIComponent(then);
  } catch {
    return 'list';
  }
}
