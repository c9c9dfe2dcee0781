import type { Command } from '../../bot/command.js';
import { askToConnect } from '../../bot/connect.js';
import { notOfferedContent, readyChoiceContent, weeklyChoiceContent } from './cards.js';
import { listensFor } from './subscription.js';

const ON = /^(on|yes|start|when (it('s| is)|one is|they('re| are)) ready)$/i;
const OFF = /^(off|no|stop|never)$/i;

/** Whether something is wished for; undefined when the words do not say. @param rest as written */
export function wishIn(rest: string): boolean | undefined {
  if (ON.test(rest)) return true;
  return OFF.test(rest) ? false : undefined;
}

/** `notify on`, `notify off`: whether the person is told when a recording of theirs is ready. */
export const notify: Command = {
  name: 'notify',
  words: ['notify', 'notify me', 'tell me', 'notifications'],
  help: '**notify on** – tell you when a recording of yours is ready; **notify off** – no more',
  group: 'told',
  run: async (turn, rest, services) => {
    const { person } = turn;
    const { settings, telling } = services;
    if (telling === undefined || !listensFor(services)) {
      await turn.tell(notOfferedContent());
      return;
    }
    const wish = wishIn(rest);
    if (wish === undefined) {
      await turn.tell(readyChoiceContent(await settings.of(person.personId)));
      return;
    }
    const before = await settings.of(person.personId);
    const chosen = await settings.change(person.personId, { tellWhenReady: wish });
    const followed = await telling.follow(person, chosen, before);
    if (followed === 'not-connected') {
      // What they chose is kept: connecting begins it.
      await askToConnect(turn.tell, person, 'never', services);
      return;
    }
    await turn.tell(readyChoiceContent(await settings.of(person.personId)));
  },
};

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
