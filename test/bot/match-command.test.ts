import assert from 'node:assert/strict';
import { runInNewContext } from 'node:vm';
import { commandMatcher } from '../../src/bot/match-command.js';
import { declaredCommands as commands } from './support/declared.js';

const matcher = commandMatcher(commands, Date.now);

function read(text: string): string {
  const understood = matcher.match(text);
  if ('command' in understood) return `${understood.command.name}|${understood.rest}`;
  return understood.meant === undefined ? '?' : `? ${understood.meant.text}`;
}

describe('the command table', () => {
  it('has no two commands of the same words', () => {
    const words = commands.flatMap((command) => command.words);
    assert.equal(new Set(words).size, words.length);
    for (const word of words) assert.equal(word, word.toLowerCase());
  });

  it('understands all the words of every command', () => {
    for (const { name, words } of commands) {
      for (const word of words) assert.equal(read(word), `${name}|`, word);
    }
  });

  for (const [text, expected] of [
    ['list', 'list|'],
    ['List', 'list|'],
    ['LIST 5', 'list|5'],
    ['list   5', 'list|5'],
    ['list!', 'list|'],
    ['list 5…', 'list|5'],
    ['please list', 'list|'],
    ['Hey, list 5', 'list|5'],
    ['list my recordings please', 'list|my recordings'],
    ['show me my recordings', 'list|my recordings'],
    ['show Last 5', 'list|Last 5'],
    ['Who am I?', 'whoami|'],
    ['hello', 'help|'],
    ['hi!', 'help|'],
    ['?', 'help|'],
    [' ? ', 'help|'],
    ['log out', 'disconnect|'],
    ['connect again', 'connect|'],
    ['lsit', '? list'],
    ['lits 5', '? list 5'],
    ['list, 5', 'list|5'],
    ['lists of things', '? list of things'],
    ['halp', '? help'],
    ['can you show me that', 'list|that'],
    ['mp4 since 1 Oct', 'list|mp4 since 1 Oct'],
    ['last 90 days', 'list|last 90 days'],
    ['Largest 10!', 'list|Largest 10'],
    ['standup yesterday', 'list|standup yesterday'],
    ['about “x”', 'list|about “x”'],
    ['where are my recordings of last week?', 'list|where are my recordings of last week'],
    ['find', 'find|'],
    ['Search standup', 'find|standup'],
    ['look for “x” in may', 'find|“x” in may'],
    ['time zone Europe/Berlin', 'settings|Europe/Berlin'],
    ['hello there', 'help|'],
    ['Hi! I have a question', 'help|'],
    ['lits mp4 since 1 Oct', '? list mp4 since 1 oct'],
    ['fnid standup', '? find standup'],
    ['talk about yourself', '?'],
    ['I think that we should talk about all of this on Monday', '?'],
    ['what can you do for me', 'help|'],
    ['xy', '?'],
    ['...', '?'],
    ['', '?'],
    ['日本語', '? find 日本語'],
    ['constructor', '? find constructor'],
  ] as const) {
    it(`reads “${text}” as ${expected}`, () => {
      assert.equal(read(text), expected);
    });
  }

  it('suggests no number that is none of a list', () => {
    assert.equal(read(`lsit ${'9'.repeat(5_000)}`), '? list');
  });

  it('understands a line to its end, whatever is said again and again', () => {
    const said = [
      'can you please ',
      'thanks, ',
      'my recordings ',
      'turn a off ',
      'i missed a, can ',
    ];
    const more = [
      'remove bob from the ',
      'is the a ready ',
      'summary of ',
      'sorry to bother you but ',
      'find a and share it ',
      'wrong month, ',
      'yes, ',
      'is it recorded ',
      'keep the last 3 and ',
      'if possible ',
    ];
    const all = [...said, ...more];
    // Again and again, “a b” is as good as “b a”.
    const lines = all.flatMap((one, at) =>
      all.slice(at).map((other) => (one + other).repeat(40).slice(0, 500)),
    );
    for (const line of lines) {
      // A pattern that tries all ways to part a line would not end in a lifetime.
      runInNewContext('match()', { match: () => read(line) }, { timeout: 30_000 });
    }
  });
});
