import assert from 'node:assert/strict';
import { endOfToday, ever, isEver } from '../../../src/query/calendar.js';
import { latest, writeState } from '../../../src/query/list-state.js';
import type { Window } from '../../../src/recordings/types.js';
import { NOW, stateOfList } from '../../bot/support/recordings.js';
import {
  ALL_BUT_IT,
  POINTING,
  ROWS_NAMED,
  listOf,
  otherReading,
  placeIn,
  recordingInputOf,
  recordingTarget,
  upToNow,
} from '../../../src/features/list/inputs.js';

/** What the data of a button names; undefined when it is not as we wrote it. */
const named = (data: object) => {
  const read = recordingTarget.safeParse(data);
  return read.success ? recordingInputOf(read.data) : undefined;
};
const good = { recording: 'abc-DEF_12=', site: 'acme.webex.com', topic: 'Planning' };

describe('which recording a button is about', () => {
  it('is read as we wrote it', () => {
    assert.deepEqual(named(good), {
      id: 'abc-DEF_12=',
      siteUrl: 'acme.webex.com',
      topic: 'Planning',
    });
  });

  it('needs neither site nor topic', () => {
    const target = named({ recording: 'a', site: '' });
    assert.deepEqual(target, { id: 'a', siteUrl: undefined, topic: '' });
  });

  it('is read with a site as Webex writes it', () => {
    assert.equal(named({ ...good, site: 'Acme.Webex.com' })?.siteUrl, 'Acme.Webex.com');
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
      assert.equal(named({ ...good, ...change }), undefined);
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
    assert.deepEqual(upToNow(state, NOW), { ...state, asOf: NOW / 1000 });
  });

  it('goes up to the day that is today now, where it went up to today', () => {
    const zone = 'Europe/Berlin';
    const today = { now: NOW, zone };
    const day = 86_400_000;
    const to = endOfToday(today);
    const later = { now: NOW + 2 * day, zone };
    const after = (span: Window) => {
      const state = stateOfList({ span, zone });
      return upToNow(state, later.now).span;
    };
    const since = { from: to - 9 * day, to };
    assert.deepEqual(after(since), { ...since, to: endOfToday(later) });
    assert.deepEqual(after(ever(today)), { ...ever(today), to: endOfToday(later) });
    assert.ok(isEver(after(ever(today)) ?? since, later));
    // Days that are over stay what they were, and so does a day that was named.
    for (const span of [
      { from: to - 9 * day, to: to - day },
      { from: to - day, to },
    ]) {
      assert.deepEqual(after(span), span);
    }
  });
});

describe('words that point at recordings', () => {
  for (const [written, place] of [
    ['the second one', 2],
    ['#3', 3],
    ['row two', 2],
    ['the last but one', 2],
    ['the standup', undefined],
  ] as const)
    it(`name a place, or none: “${written}”`, () => {
      assert.equal(placeIn(written), place);
    });

  it('name several, one that is in front of the person, or all but that one', () => {
    assert.ok(ROWS_NAMED.test('#1, #2 and #4'));
    assert.ok(POINTING.test('this one please') && !POINTING.test('this week'));
    assert.ok(ALL_BUT_IT.test('the others') && !ALL_BUT_IT.test('it'));
  });

  it('may be a name where a date fits nothing, or say more than what is described', () => {
    assert.deepEqual(otherReading('the retro October', true), { words: '"retro October"' });
    assert.equal(otherReading('the retro from October', true), undefined);
    const aside = 'in the browser';
    assert.deepEqual(otherReading('the retro in the browser', false), {
      words: 'the retro',
      aside,
    });
    const audio = { words: 'the retro', aside: 'only the audio of' };
    assert.deepEqual(otherReading('only the audio of the retro', false), audio);
    assert.equal(otherReading('the retro', false), undefined);
    assert.deepEqual(otherReading('the retro meeting', false), { words: 'the retro' });
    assert.deepEqual(otherReading('retro call from monday', true), { words: 'retro from monday' });
  });
});
