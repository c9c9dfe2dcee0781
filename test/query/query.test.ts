import assert from 'node:assert/strict';
import { windowOf } from '../../src/query/list-state.js';
import { type Query, queryOfState, stateOfQuery, USUAL_QUERY } from '../../src/query/query.js';
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
