import { askToConnect } from '../ask-to-connect.js';
import { listensFor } from '../telling/listen.js';
import { notOfferedContent, readyChoiceContent } from '../views/telling.js';
import type { Command } from './command.js';
import { wishIn } from './on-or-off.js';

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
