import assert from 'node:assert/strict';
import { commandMatcher } from '../../../src/bot/match-command.js';
import { type RecordingDeps, recording } from '../../../src/features/recording/index.js';

describe('the words about one recording', () => {
  const { commands = [], actions = [] } = recording({} as RecordingDeps);
  const { match } = commandMatcher(commands, () => 0);

  for (const [line, verb, what] of [
    ['where’s the recording of the standup', 'watch', 'the standup'],
    ['give me the file of standup', 'download', 'standup'],
    ['transcript of standup', 'transcript', 'standup'],
    ['action items from standup', 'summary', 'standup'],
    ['what was decided in standup', 'summary', 'standup'],
    ['has bob watched standup', 'who watched', 'standup'],
    ['how often was standup watched', 'who watched', 'standup'],
  ] as const) {
    it(`“${line}”`, () => {
      const understood = match(line);
      assert.ok('command' in understood, line);
      assert.deepEqual([understood.command.name, understood.rest], [verb, what]);
      assert.equal(understood.command.forOthers, true);
    });
  }

  it('are none of the bot’s own questions', () => {
    for (const line of ['did you watch standup', 'where is what I deleted']) {
      assert.ok(!('command' in match(line)), line);
    }
  });

  it('have a button each, and each file of a transcript has one', () => {
    const names = actions.map(({ name }) => name);
    assert.equal(new Set(names).size, 7);
  });
});
