import { commandMatcher, type Understood } from '../../src/bot/match-command.js';
import { ever } from '../../src/query/calendar.js';
import { type When, sentenceOf } from '../../src/query/query.js';
import { readWords } from '../../src/query/read-words.js';
import type { Filter } from '../../src/recordings/filter.js';
import { declaredCommands } from '../bot/support/declared.js';

/** A Thursday, 11 in the morning in Berlin. */
export const BERLIN = { now: Date.parse('2026-11-26T10:00:00Z'), zone: 'Europe/Berlin' };

const { match, matchEach } = commandMatcher(declaredCommands, () => BERLIN.now);
const SEARCHES = ['list', 'find', 'bin', 'clean up'];

/** As the table writes it. */
const LINE_BREAK = ' ⏎ ';

/** What a message is understood as: a command and the sentence of its search, a question, or nothing. */
export function readingOf(written: string): string {
  const lines = written.split(LINE_BREAK);
  const each = matchEach(lines) ?? [match(lines.join(' '))];
  return each.map(readingOfOne).join(LINE_BREAK);
}

function readingOfOne(understood: Understood): string {
  if (!('command' in understood)) {
    const { text = '', search } = understood.meant ?? {};
    return present([`? ${text}`.trim(), search ?? '']).join(' | ');
  }
  const { command, rest } = understood;
  if (!SEARCHES.includes(command.name)) return present([command.name, rest]).join(': ');
  if (command.name !== 'list' && rest === '') return command.name;
  const { query, problems, question, notes } = readWords(rest, BERLIN, ...impliedBy(command.name));
  const said = question?.text ?? problems[0]?.replace(/[.:].*$/s, '') ?? sentenceOf(query, BERLIN);
  return [`${command.name}: ${said}`, ...notes].join(' ! ');
}

function impliedBy(name: string): [Filter, When | undefined] {
  if (name === 'bin') return [{ status: 'deleted' }, undefined];
  return [{}, name === 'clean up' ? ever(BERLIN) : undefined];
}

function present(parts: readonly string[]): string[] {
  return parts.filter((part) => part !== '');
}
