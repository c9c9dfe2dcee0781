import assert from 'node:assert/strict';
import { listOf, refreshed, targetOf } from '../../../src/bot/actions/inputs.js';
import { latest } from '../../../src/bot/list-state.js';
import { writeState } from '../../../src/bot/list-state-text.js';
import { NOW, stateOfList } from '../support/recordings.js';

const good = { recording: 'abc-DEF_12=', site: 'acme.webex.com', topic: 'Planning' };

describe('which recording a button is about', () => {
  it('is read as we wrote it', () => {
    assert.deepEqual(targetOf(good), {
      id: 'abc-DEF_12=',
      siteUrl: 'acme.webex.com',
      topic: 'Planning',
    });
  });

  it('needs neither site nor topic', () => {
    const target = targetOf({ recording: 'a', site: '' });
    assert.deepEqual(target, { id: 'a', siteUrl: undefined, topic: '' });
  });

  for (const change of [
    { recording: undefined },
    { recording: '' },
    { recording: 7 },
    { recording: '../people/me' },
    { recording: 'a?b' },
    { recording: 'a\n' },
    { recording: 'a'.repeat(201) },
    { site: undefined },
    { site: 'localhost' },
    { site: 'acme.webex.com/x' },
    { site: 'acme.webex.com:80' },
    { site: '127.0.0.1' },
    { topic: 7 },
    { topic: 'x'.repeat(501) },
  ]) {
    it(`is not told by ${JSON.stringify(change).slice(0, 50)}`, () => {
      assert.equal(targetOf({ ...good, ...change }), undefined);
    });
  }
});

describe('which list a button belongs to', () => {
  it('is read as we wrote it, else it is the latest', () => {
    const state = stateOfList({ start: 5 });
    assert.deepEqual(listOf({ list: writeState(state) }, NOW), state);
    assert.deepEqual(listOf({ list: 'junk' }, NOW), latest(NOW));
    assert.deepEqual(listOf({}, NOW), latest(NOW));
  });

  it('goes on to now when refreshed, on the same page', () => {
    const state = stateOfList({ start: 5, asOf: 1 });
    assert.deepEqual(refreshed(state, NOW), { ...state, asOf: NOW / 1000 });
  });
});
