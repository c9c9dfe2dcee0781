import assert from 'node:assert/strict';
import { privacy, missingRecording } from '../../../src/features/help/questions.js';
import { seen, titles } from '../../bot/support/card.js';
import { scriptedClick } from '../../bot/support/context.js';

async function answered(authorityName: 'own' | 'service-app') {
  const ctx = scriptedClick({ personId: 'alice' });
  await privacy({ authorityName }).run(ctx, '');
  return ctx.only('reply');
}

describe('a question about privacy', () => {
  it('is told what is kept, and how it goes', async () => {
    const card = await answered('own');
    assert.match(seen(card).text(), /Your connection to Webex.*encrypted/);
    assert.match(seen(card).text(), /disconnect/);
    assert.deepEqual(titles(card), ['My account', 'My changes']);
  });

  it('is told that nothing of theirs is connected where one token serves all', async () => {
    assert.match(seen(await answered('service-app')).text(), /No connection of yours/);
  });
});

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
