import assert from 'node:assert/strict';
import { frameworkSdk } from '../../../src/bot/framework/framework.js';
import { scriptedMessaging } from '../support/messaging.js';

describe('what the framework takes for the SDK', () => {
  it('posts to a space or a person, with or without a card', async () => {
    const messaging = scriptedMessaging();
    const { messages } = frameworkSdk(messaging);
    const contentType = 'application/vnd.microsoft.card.adaptive';
    const attachments = [{ contentType, content: { type: 'AdaptiveCard' } }];
    await messages.create({ roomId: 's1', markdown: 'x', attachments });
    await messages.create({ toPersonId: 'alice', markdown: 'y' });
    assert.deepEqual(messaging.calls, [
      ['post', { roomId: 's1' }, { markdown: 'x', card: { type: 'AdaptiveCard' } }],
      ['post', { toPersonId: 'alice' }, { markdown: 'y' }],
    ]);
  });

  it('gets and removes', async () => {
    const messaging = scriptedMessaging();
    const sdk = frameworkSdk(messaging);
    await sdk.messages.get('m1');
    await sdk.messages.remove({ id: 'm2', roomId: 's1' });
    await sdk.attachmentActions.get('a1');
    assert.deepEqual(messaging.calls, [
      ['message', 'm1'],
      ['remove', 'm2'],
      ['action', 'a1'],
    ]);
  });

  it('takes nothing that it would not post right', () => {
    const { messages } = frameworkSdk(scriptedMessaging());
    assert.throws(() => messages.create({ roomId: 's1', text: 'x' }), { name: 'ZodError' });
  });
});
