import assert from 'node:assert/strict';
import {
  cancelledCard,
  outcomeCard,
  searchingCard,
} from '../../../src/features/list/progress-card.js';
import { writeState } from '../../../src/query/list-state.js';
import { seen, titles } from '../../bot/support/card.js';
import { stateOfList } from '../../bot/support/recordings.js';

const MARCH = Date.parse('2026-03-01T00:00:00Z');

describe('the cards of a search', () => {
  const state = stateOfList({ sort: 'largest' });

  it('say how far it is, and offer to cancel it', () => {
    const content = searchingCard(state, { count: 1_240, since: MARCH }, 0);
    assert.match(seen(content).text(), /1,240 found so far, back to March 2026\./);
    const data = { action: 'cancel-search', list: writeState(state) };
    assert.deepEqual(seen(content).dataOf('Cancel'), data);
    const own = seen(searchingCard(state, { count: 1 }, 0)).text();
    assert.match(own, /^Searching your recordings…\n1 found so far\./);
    const host = '11111111-1111-4111-8111-111111111111';
    for (const other of [{ host }, { scope: 'site' }, { scope: 'organization' }] as const) {
      const theirs = seen(searchingCard({ ...state, ...other }, { count: 1 }, 0)).text();
      assert.match(theirs, /^Searching recordings…/);
    }
  });

  it('says that Webex is busy, and when it goes on', () => {
    const busy = searchingCard(state, { count: 1, busyUntil: 30_000 }, 500);
    assert.match(seen(busy).text(), /Webex is busy; going on in 30 seconds\./);
    assert.doesNotMatch(seen(searchingCard(state, { count: 1 }, 500)).text(), /busy/);
  });

  it('offer the quicker order after a cancelled search in another', () => {
    const sorted = cancelledCard(state, { count: 0 });
    assert.deepEqual(titles(sorted), ['Search again', 'Newest first', 'Last 30 days']);
    assert.equal(seen(sorted).dataOf('Search again').list, writeState(state));
    const newest = writeState({ ...state, sort: 'newest' });
    assert.equal(seen(sorted).dataOf('Newest first').list, newest);
    const plain = cancelledCard(stateOfList(), { count: 0 });
    assert.deepEqual(titles(plain), ['Search again', 'Last 30 days']);
  });

  it('put the outcome of a click first, with its own buttons before the list', () => {
    const buttons = [{ title: 'Undo', data: { action: 'restore' } }];
    const notice = { style: 'good', text: 'Moved “Falcon”.', detail: 'x', buttons } as const;
    const failed = outcomeCard(notice, state);
    assert.match(seen(failed).text(), /^Moved “Falcon”\.\nWebex couldn’t give me the list/);
    assert.deepEqual(titles(failed), ['Undo', 'Show the list']);
    const refresh = { action: 'refresh', list: writeState(state) };
    assert.deepEqual(seen(failed).dataOf('Show the list'), refresh);
    assert.match(seen(outcomeCard(notice, state, true)).text(), /It will appear here/);
  });
});
