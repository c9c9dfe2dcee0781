import assert from 'node:assert/strict';
import { privacy } from '../../../src/features/help/privacy.js';
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
