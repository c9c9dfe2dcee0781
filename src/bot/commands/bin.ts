import { readRule } from '../bulk/rule-words.js';
import { lastDays } from '../../recordings/window.js';
import { EARLIEST_DAYS, LARGEST_LIMIT, latest } from '../list-state.js';
import { LONGEST_WORDS } from '../list-state-text.js';
import { listFor } from '../on-behalf.js';
import { showList } from '../show-list.js';
import type { Command } from './command.js';

/** `bin [about …] [on site …]`: the person's recycle bin. */
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
  help: '**bin** – your recycle bin: restore, or delete for good; **bin about standup**',
  group: 'clean up',
  forOthers: true,
  run: async (turn, text, services) => {
    const { rule, rest } = readRule(text);
    const topic = rule.topic ?? (rest === '' ? undefined : rest.slice(0, LONGEST_WORDS));
    const filter = {
      ...(topic === undefined ? {} : { topic }),
      ...(rule.siteUrl === undefined ? {} : { siteUrl: rule.siteUrl }),
      status: 'deleted' as const,
    };
    const now = services.now();
    // What was deleted lately can be of any year.
    const span = lastDays(EARLIEST_DAYS, now);
    const { person, tell: answer } = turn;
    const state = listFor({ ...latest(now, LARGEST_LIMIT), span, filter }, person);
    await showList(services, { person, answer }, state);
  },
};
