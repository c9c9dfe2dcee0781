import { sendPicture } from '../telling/send-picture.js';
import { showProgress } from '../telling/show-progress.js';
import { showStorage, type Shown } from '../telling/show-storage.js';
import { messageContent } from '../views/message.js';
import type { Command } from './command.js';

/** `storage`: what the person's recordings take up, and what of that could go. */
export const storage: Command = {
  name: 'storage',
  words: ['storage', 'my storage', 'show storage', 'show my storage', 'usage', 'space used'],
  help: '**storage** – what your recordings take up, by month and site, and what could go',
  group: 'told',
  run: async (turn, _rest, services) => {
    const { messaging, telling } = services;
    let counted = 0;
    const onCounted = (recordings: number): void => {
      counted = recordings;
    };
    let shown: Shown | undefined;
    const at = await showProgress(
      messaging,
      turn.tell,
      () =>
        messageContent({
          title: 'Counting your recordings…',
          paragraphs: [`${counted.toLocaleString('en-GB')} so far.`],
        }),
      async () => {
        shown = await showStorage(services, telling?.counts, turn.person, { onCounted });
        return shown.content;
      },
    );
    await sendPicture(services, { roomId: at.roomId }, at.id, shown?.picture);
  },
};
