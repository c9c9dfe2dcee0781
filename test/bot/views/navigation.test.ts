import assert from 'node:assert/strict';
import { type ListState } from '../../../src/bot/list-state.js';
import { readState, writeState } from '../../../src/bot/list-state-text.js';
import { navigation } from '../../../src/bot/views/navigation.js';
import { NOW, recordingsOf, stateOfList } from '../support/recordings.js';

function buttons(given: Partial<ListState>, count: number, shown: number): string[] {
  const at = stateOfList(given);
  return navigation(at, { recordings: recordingsOf(count), more: false }, shown).map(
    ({ title, data }) => {
      const list = readState(data.list, NOW);
      assert.ok(list, `${title} leads nowhere`);
      if (title === 'Refresh') assert.deepEqual([data.action, list], ['refresh', at]);
      else assert.equal(data.action, 'page');
      return title === 'Refresh' ? title : `${title}: ${list.days}d -${list.back} @${list.start}`;
    },
  );
}

describe('the buttons below a list', () => {
  it('on the first of several pages', () => {
    assert.deepEqual(buttons({}, 12, 5), ['Older ›: 30d -0 @5', 'Refresh']);
  });

  it('on one in the middle', () => {
    assert.deepEqual(buttons({ start: 5 }, 12, 5), [
      '‹ Newer: 30d -0 @0',
      'Older ›: 30d -0 @10',
      'Refresh',
    ]);
  });

  it('on the last', () => {
    assert.deepEqual(buttons({ start: 10 }, 12, 2), [
      '‹ Newer: 30d -0 @5',
      'Refresh',
      'Earlier 30 days: 30d -1 @0',
    ]);
  });

  it('after a page of fewer rows', () => {
    assert.deepEqual(buttons({ start: 3 }, 12, 3).slice(0, 2), [
      '‹ Newer: 30d -0 @0',
      'Older ›: 30d -0 @6',
    ]);
  });

  it('in an earlier span', () => {
    assert.deepEqual(buttons({ back: 2 }, 3, 3), [
      'Refresh',
      'Earlier 30 days: 30d -3 @0',
      'Later 30 days: 30d -1 @0',
    ]);
  });

  it('of nothing at all', () => {
    assert.deepEqual(buttons({}, 0, 0), [
      'Refresh',
      'Earlier 30 days: 30d -1 @0',
      'Search the last 12 months: 365d -0 @0',
    ]);
  });

  it('of a whole year', () => {
    assert.deepEqual(buttons({ days: 365 }, 0, 0), ['Refresh']);
  });

  it('at the end of ten years', () => {
    assert.deepEqual(buttons({ back: 121 }, 1, 1), ['Refresh', 'Later 30 days: 30d -120 @0']);
    assert.equal(readState(writeState(stateOfList({ back: 122 })), NOW), undefined);
  });
});
