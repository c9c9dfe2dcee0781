import { searchWords } from '../find/search-words.js';
import type { Command } from './command.js';

/** `bin`, and whatever it is to be narrowed to: the person's recycle bin. */
export const bin: Command = {
  name: 'bin',
  words: [
    'bin',
    'my bin',
    'show bin',
    'show my bin',
    'recycle bin',
    'the recycle bin',
    'my recycle bin',
    'show recycle bin',
    'show the recycle bin',
    'show my recycle bin',
    'trash',
  ],
  help: '**bin** – your recycle bin: restore, or delete for good; **bin about standup since 1 Oct**',
  group: 'clean up',
  forOthers: true,
  run: async (turn, rest, services) => {
    const said = { text: `bin ${rest}`.trim(), always: { status: 'deleted' } } as const;
    await searchWords(services, turn, rest, said);
  },
};
