import { weeklyChoiceContent } from '../views/telling.js';
import type { Command } from './command.js';
import { wishIn } from './on-or-off.js';

/** `weekly on`, `weekly off`: whether the person gets the card about their storage every week. */
export const weekly: Command = {
  name: 'weekly',
  words: ['weekly', 'weekly card'],
  help: '**weekly on** – what your recordings take up, every Monday; **weekly off** – no more',
  group: 'told',
  run: async (turn, rest, { settings, telling, authorities }) => {
    const { person } = turn;
    const wish = wishIn(rest);
    if (wish !== undefined) {
      // Whoever has to connect first learns so now, and not on a Monday.
      if (wish) await authorities.of(person);
      const before = await settings.of(person.personId);
      const chosen = await settings.change(person.personId, { weekly: wish });
      await telling?.follow(person, chosen, before);
    }
    await turn.tell(weeklyChoiceContent(await settings.of(person.personId)));
  },
};
