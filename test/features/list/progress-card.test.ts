import assert from 'node:assert/strict';
import { cardDate } from '../../../src/bot/ui/format.js';
import { outcomeCard } from '../../../src/features/list/progress-card.js';
import { seen, titles } from '../../bot/support/card.js';
import { NOW, stateOfList } from '../../bot/support/recordings.js';

describe('the outcome of a click without its list', () => {
  it('is shown with the way to the list', () => {
    const state = stateOfList({ start: 5 });
    const notice = {
      style: 'good',
      text: `Until ${cardDate(NOW)}.`,
      detail: 'Webex trackingId: x',
      buttons: [{ title: 'Undo', data: { action: 'restore' } }],
    } as const;
    const content = outcomeCard(notice, state);
    assert.deepEqual(titles(content), ['Undo', 'Show the list']);
    assert.equal(seen(content).dataOf('Show the list').action, 'refresh');
    assert.match(seen(content).dataOf('Show the list').list ?? '', /\.5$/);
    assert.match(content.markdown, /\*\*Until 7 Aug 2026\.\*\*/);
    const bare = { style: 'good', text: 'x' } as const;
    assert.deepEqual(titles(outcomeCard(bare, state)), ['Show the list']);
  });
});
