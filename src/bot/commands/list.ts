import { searchWords } from '../find/search-words.js';
import type { Command } from './command.js';

/** `list`, and whatever the list is to be narrowed to; also a line that begins with none of our words. */
export const list: Command = {
  name: 'list',
  words: [
    'list',
    'list my recordings',
    'list recordings',
    'recordings',
    'my recordings',
    'recent recordings',
    'show',
    'show recordings',
    'show my recordings',
    'show me my recordings',
    'show recent recordings',
    'show my recent recordings',
  ],
  help: '**list** – your recordings of the last 30 days; **list 20** – the latest 20 of them',
  group: 'find',
  forOthers: true,
  run: async (turn, rest, services) => {
    await searchWords(services, turn, rest, { text: `list ${rest}`.trim() });
  },
};
