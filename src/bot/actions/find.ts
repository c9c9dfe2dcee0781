import { findCard } from '../find/find-card.js';
import { readForm } from '../find/form.js';
import { named } from '../find/zone-input.js';
import { listFor } from '../on-behalf.js';
import { showList } from '../show-list.js';
import { stateOfQuery } from '../words/query.js';
import type { Action } from './action.js';
import { listOf } from './inputs.js';

/** Opens the Find card with the list that was clicked. */
export const edit: Action = {
  name: 'edit',
  run: async (click, services) => {
    const state = listOf(click.inputs, services.now());
    await click.replace(await findCard(services, click, { state }));
  },
};

/** Takes what was typed into the Find card: the list in its place, or the card with what is wrong. */
export const search: Action = {
  name: 'search',
  run: async (click, services) => {
    const { inputs, person } = click;
    const now = services.now();
    const shown = listOf(inputs, now);
    const zone = (typeof inputs.zone === 'string' ? named(inputs.zone) : undefined) ?? 'UTC';
    const read = readForm(inputs, { now, zone }, shown);
    if ('problems' in read) {
      const typed = { values: read.values, zone };
      const { problems } = read;
      await click.replace(await findCard(services, click, { state: shown, typed, problems }));
      return;
    }
    // Whose list it is, the card says; whether they may see it is asked at every list.
    const { host, reach } = shown;
    const whose = {
      ...(host === undefined ? {} : { host }),
      ...(reach === undefined ? {} : { reach }),
    };
    const state = listFor({ ...stateOfQuery(read.query, { now, zone }), ...whose }, person);
    await showList(services, { person, answer: click.replace }, state);
  },
};
