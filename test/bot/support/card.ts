import assert from 'node:assert/strict';
import { checkCard } from '../../../sandbox/cards/check-card.js';
import type { Content } from '../../../src/webex/messages.js';
import { SeenCard, type CardPart } from '../../support/people.js';

/** What was said, as a client sees it; fails when the card is not strictly right. */
export function seen(content: Content | undefined): SeenCard {
  assert.ok(content?.card, 'no card was shown');
  assert.deepEqual(checkCard(content.card), []);
  assert.doesNotMatch(JSON.stringify(content.card), /"actions":\[\]/, 'a row without a button');
  const message = {
    id: 'm1',
    roomId: 's1',
    personEmail: 'recordings@webex.bot',
    markdown: content.markdown,
    created: '2026-08-07T10:00:00.000Z',
    attachments: [{ content: content.card as CardPart }],
  };
  return new SeenCard(message, () => Promise.reject(new Error('nobody listens')));
}

/** Titles of all buttons, in reading order. */
export function titles(content: Content | undefined): string[] {
  return seen(content)
    .parts()
    .flatMap(({ type, title }) =>
      type?.startsWith('Action.') === true && title !== undefined ? [title] : [],
    );
}
