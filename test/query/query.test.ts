import assert from 'node:assert/strict';
import { shifted } from '../../src/query/calendar.js';
import { windowOf } from '../../src/query/list-state.js';
import {
  type Query,
  queryOfState,
  stateOfQuery,
  USUAL_QUERY,
  whenWords,
} from '../../src/query/query.js';
import { NOW, stateOfList } from '../bot/support/recordings.js';

const UTC = { now: NOW, zone: 'UTC' };

describe('a query and the list that shows it', () => {
  it('say the same', () => {
    const queries: Query[] = [
      USUAL_QUERY,
      { ...USUAL_QUERY, when: { days: 90 }, sort: 'largest', limit: 7 },
      { ...USUAL_QUERY, when: { from: 1, to: NOW }, filter: { topic: 'standup' } },
    ];
    for (const query of queries) assert.deepEqual(queryOfState(stateOfQuery(query, UTC)), query);
  });

  it('leave out what is usual, so that buttons stay short', () => {
    const { span, zone, filter, sort } = stateOfQuery(USUAL_QUERY, UTC);
    assert.deepEqual([span, zone, filter, sort], [undefined, undefined, undefined, undefined]);
  });

  it('keep in whose days the ends of a span lie', () => {
    const query = { ...USUAL_QUERY, when: { from: 1, to: NOW } };
    assert.equal(stateOfQuery(query, { now: NOW, zone: 'Asia/Tokyo' }).zone, 'Asia/Tokyo');
  });

  it('name an earlier span of days by its fixed ends', () => {
    const earlier = stateOfList({ back: 2 });
    assert.deepEqual(queryOfState(earlier).when, { ...windowOf(earlier), isRough: true });
  });
});

const zone = 'Europe/Berlin';
/** Days of Berlin; the last one included. */
const days = (from: string, to: string) => ({
  from: Date.parse(`${from}+02:00`),
  to: Date.parse(`${to}+02:00`) + 86_400_000,
});

describe('a span moved by its own length', () => {
  const move = (from: string, to: string, direction: -1 | 1) =>
    shifted(stateOfList({ span: days(from, to), zone }), direction);

  it('goes by months where it is whole months, however long they are', () => {
    assert.deepEqual(
      move('2026-05-01T00:00', '2026-06-30T00:00', -1),
      // March begins before clocks change.
      { from: Date.parse('2026-03-01T00:00+01:00'), to: Date.parse('2026-05-01T00:00+02:00') },
    );
  });

  it('goes by days elsewhere', () => {
    assert.deepEqual(
      move('2026-07-06T00:00', '2026-07-12T00:00', -1),
      days('2026-06-29T00:00', '2026-07-05T00:00'),
    );
  });

  it('does not go beyond today', () => {
    assert.deepEqual(
      move('2026-08-01T00:00', '2026-08-05T00:00', 1),
      days('2026-08-06T00:00', '2026-08-07T00:00'),
    );
    assert.equal(move('2026-08-01T00:00', '2026-08-07T00:00', 1), undefined);
  });

  it('does not go further back than a search does, nor without a span', () => {
    assert.equal(move('2016-08-15T00:00', '2016-09-20T00:00', -1) === undefined, false);
    assert.equal(move('2006-01-01T00:00', '2006-12-31T00:00', -1), undefined);
    assert.equal(shifted(stateOfList(), -1), undefined);
  });
});

describe('a time, in words', () => {
  const words = (from: string, to: string): string => whenWords(days(from, to), zone, NOW);

  it('is days back from now', () => {
    assert.equal(whenWords({ days: 1 }, zone, NOW), 'from the last 24 hours');
    assert.equal(whenWords({ days: 30 }, zone, NOW), 'from the last 30 days');
    assert.equal(whenWords({ days: 365 }, zone, NOW), 'from the last 12 months');
  });

  it('is a day, a month, a year by its name', () => {
    assert.equal(words('2026-07-03T00:00', '2026-07-03T00:00'), 'on 3 July 2026');
    assert.equal(words('2026-07-01T00:00', '2026-07-31T00:00'), 'in July 2026');
    const year = { from: Date.parse('2025-01-01T00:00Z'), to: Date.parse('2026-01-01T00:00Z') };
    assert.equal(whenWords(year, 'UTC', NOW), 'in 2025');
  });

  it('is said with no more than it takes', () => {
    assert.equal(words('2026-07-03T00:00', '2026-07-12T00:00'), '3–12 July 2026');
    assert.equal(words('2026-06-03T00:00', '2026-07-12T00:00'), '3 June – 12 July 2026');
    assert.equal(words('2026-07-03T00:00', '2026-08-07T00:00'), 'since 3 July 2026');
  });
});
