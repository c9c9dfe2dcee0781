import assert from 'node:assert/strict';
import { navigation } from '../../../src/features/list/navigation.js';
import { type ListState, readState, writeState } from '../../../src/query/list-state.js';
import { NOW, recordingsOf, stateOfList } from '../../bot/support/recordings.js';

function buttons(given: Partial<ListState>, count: number, shown: number): string[] {
  const at = stateOfList(given);
  return navigation(at, { recordings: recordingsOf(count), more: false }, shown).map(
    ({ title, data }) => {
      const list = readState(data.list, NOW);
      assert.ok(list, `${title} leads nowhere`);
      if (title === 'Refresh') assert.deepEqual([data.action, list], ['refresh', at]);
      else if (title === 'Edit') {
        assert.deepEqual([data.action, list], ['edit', { ...at, start: 0 }]);
      } else assert.equal(data.action, 'page');
      if (title === 'Refresh' || title === 'Edit') return title;
      const days = (ms: number): string => new Date(ms).toISOString().slice(0, 10);
      const { span } = list;
      const when =
        span === undefined ? `${list.days}d -${list.back}` : `${days(span.from)}–${days(span.to)}`;
      return `${title}: ${when} @${list.start}`;
    },
  );
}

describe('the buttons below a list', () => {
  it('on the first of several pages', () => {
    assert.deepEqual(buttons({}, 12, 5), ['Older ›: 30d -0 @5', 'Refresh', 'Edit']);
  });

  it('on one in the middle', () => {
    assert.deepEqual(buttons({ start: 5 }, 12, 5), [
      '‹ Newer: 30d -0 @0',
      'Older ›: 30d -0 @10',
      'Refresh',
      'Edit',
    ]);
  });

  it('on the last', () => {
    assert.deepEqual(buttons({ start: 10 }, 12, 2), [
      '‹ Newer: 30d -0 @5',
      'Refresh',
      'Edit',
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
      'Edit',
      'Earlier 30 days: 30d -3 @0',
      'Later 30 days: 30d -1 @0',
    ]);
  });

  it('of nothing at all', () => {
    assert.deepEqual(buttons({}, 0, 0), [
      'Refresh',
      'Edit',
      'Earlier 30 days: 30d -1 @0',
      'Search the last 12 months: 365d -0 @0',
    ]);
  });

  it('of a whole year', () => {
    assert.deepEqual(buttons({ days: 365 }, 0, 0), ['Refresh', 'Edit']);
  });

  const utc = (from: string, to: string): Partial<ListState> => ({
    span: { from: Date.parse(from), to: Date.parse(to) },
    zone: 'UTC',
  });

  it('of a month: the months beside it', () => {
    assert.deepEqual(buttons(utc('2026-06-01', '2026-07-01'), 3, 3), [
      'Refresh',
      'Edit',
      'Earlier: 2026-05-01–2026-06-01 @0',
      'Later: 2026-07-01–2026-08-01 @0',
    ]);
  });

  it('of some days: as many before and after, up to today', () => {
    assert.deepEqual(buttons(utc('2026-08-01', '2026-08-06'), 9, 5), [
      'Older ›: 2026-08-01–2026-08-06 @5',
      'Refresh',
      'Edit',
      'Later: 2026-08-06–2026-08-08 @0',
    ]);
    assert.deepEqual(buttons({ ...utc('2026-08-01', '2026-08-08'), start: 5 }, 9, 4), [
      '‹ Newer: 2026-08-01–2026-08-08 @0',
      'Refresh',
      'Edit',
      'Earlier: 2026-07-25–2026-08-01 @0',
    ]);
  });

  it('of nothing in some days: five at most', () => {
    assert.deepEqual(buttons(utc('2026-08-01', '2026-08-06'), 0, 0), [
      'Refresh',
      'Edit',
      'Earlier: 2026-07-27–2026-08-01 @0',
      'Later: 2026-08-06–2026-08-08 @0',
      'Search the last 12 months: 365d -0 @0',
    ]);
    const year = buttons(utc('2025-01-01', '2026-01-01'), 0, 0);
    assert.ok(!year.some((title) => title.startsWith('Search')));
  });

  it('of the furthest back: nothing before it', () => {
    const titles = buttons(utc('2016-08-01', '2016-09-01'), 0, 0).map((text) => text.split(':')[0]);
    assert.ok(!titles.includes('Earlier'));
  });

  it('at the end of ten years', () => {
    assert.deepEqual(buttons({ back: 121 }, 1, 1), [
      'Refresh',
      'Edit',
      'Later 30 days: 30d -120 @0',
    ]);
    assert.equal(readState(writeState(stateOfList({ back: 122 })), NOW), undefined);
  });
});
