import assert from 'node:assert/strict';
import { missingRecording } from '../../../src/features/help/missing-recording.js';
import { seen, titles } from '../../bot/support/card.js';
import { scriptedClick } from '../../bot/support/context.js';

async function answerTo(rest: string) {
  const ctx = scriptedClick({ personId: 'alice' });
  await missingRecording().run(ctx, rest);
  return ctx.only('reply');
}

describe('a missing recording', () => {
  it('may not be ready yet, or be in the recycle bin', async () => {
    const card = await answerTo('');
    assert.match(seen(card).text(), /up to a day/);
    assert.deepEqual(titles(card).slice(0, 2), ['Show my recordings', 'Show the recycle bin']);
  });

  it('is looked for by a click, where the line names it', async () => {
    const card = await answerTo('the retro');
    assert.deepEqual(titles(card).slice(0, 2), ['Look for it', 'Show the recycle bin']);
    assert.ok(JSON.stringify(card).includes('"list the retro"'));
  });
});
