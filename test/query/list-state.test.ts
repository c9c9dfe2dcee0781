import assert from 'node:assert/strict';
import {
  type ListState,
  USUAL_DAYS,
  latest,
  readState,
  windowOf,
  writeState,
} from '../../src/query/list-state.js';

const NOW = Date.parse('2026-08-07T10:00:00.500Z');
const SECONDS = Math.floor(NOW / 1000);
const DAY = 86_400_000;
const NOW_SECOND = SECONDS * 1000;

describe('the state of a list', () => {
  it('is the last thirty days unless said otherwise', () => {
    assert.deepEqual(latest(NOW), { days: 30, back: 0, asOf: SECONDS, limit: 100, start: 0 });
    assert.deepEqual(latest(NOW, 5, 7), { days: 7, back: 0, asOf: SECONDS, limit: 5, start: 0 });
  });

  it('keeps the recording whose details led there', () => {
    const state = { ...latest(NOW), filter: { meetingId: 'm' }, about: 'r_1-x=' };
    assert.deepEqual(readState(writeState(state), NOW), state);
    const span = { from: NOW_SECOND - DAY, to: NOW_SECOND };
    assert.deepEqual(readState(writeState({ ...state, span }), NOW), { ...state, span });
    assert.equal(readState(writeState({ ...state, about: '<b>' }), NOW), undefined);
  });

  it('carries what can be undone, a handful at most; a card of before has one', () => {
    const state = { ...latest(NOW), undo: ['r_1-x=', 'r2', 'r3'] };
    assert.deepEqual(readState(writeState(state), NOW), state);
    const one = { ...state, undo: ['r2'] };
    assert.equal(writeState(one), `${writeState(latest(NOW))}?undo=r2`);
    assert.deepEqual(readState(writeState(one), NOW), one);
    const many = { ...state, undo: [...state.undo, 'r4'] };
    assert.equal(readState(writeState(many), NOW), undefined);
  });

  it('covers spans that meet and do not overlap', () => {
    const now = windowOf(latest(NOW));
    const before = windowOf({ ...latest(NOW), back: 1 });
    const wayBefore = windowOf({ ...latest(NOW), back: 2 });
    assert.equal(now.to, (SECONDS + 1) * 1000);
    assert.equal(now.to - now.from, USUAL_DAYS * DAY);
    assert.equal(before.to, now.from);
    assert.equal(wayBefore.to, before.from);
  });

  it('covers a fixed span up to now, since today ends in the future', () => {
    const from = NOW_SECOND - DAY;
    const span = { from, to: NOW_SECOND + DAY };
    assert.deepEqual(windowOf({ ...latest(NOW), span }), { from, to: NOW_SECOND + 1_000 });
    const past = { from, to: NOW_SECOND - 1_000 };
    assert.equal(windowOf({ ...latest(NOW), span: past }).to, past.to);
    const ahead = { from: NOW_SECOND + 5_000, to: NOW_SECOND + DAY };
    assert.deepEqual(windowOf({ ...latest(NOW), span: ahead }), ahead);
  });

  it('has one way to write a filter, however it was put together', () => {
    const filter = { format: 'MP4', topic: 'x' } as const;
    const state = { ...latest(NOW), filter };
    assert.deepEqual(readState(writeState(state), NOW), state);
  });

  it('travels as text and comes back', () => {
    const state: ListState = { days: 30, back: 3, asOf: SECONDS, limit: 100, start: 10 };
    assert.equal(writeState(state), `30.3.${SECONDS}.100.10`);
    assert.deepEqual(readState(writeState(state), NOW), state);
  });

  const sound = { days: 30, back: 0, asOf: SECONDS, limit: 100, start: 0 };
  const edges: readonly (readonly [string, Partial<ListState>, boolean])[] = [
    ['one day', { days: 1 }, true],
    ['no day', { days: 0 }, false],
    ['a year', { days: 365 }, true],
    ['more than a year', { days: 366 }, false],
    ['ten years ago', { days: 365, back: 10 }, true],
    ['more than ten years ago', { days: 30, back: 122 }, false],
    ['a clock a minute ahead', { asOf: SECONDS + 60 }, true],
    ['the future', { asOf: SECONDS + 61 }, false],
    ['one recording', { limit: 1 }, true],
    ['no recording', { limit: 0 }, false],
    ['a thousand recordings', { limit: 1_000 }, true],
    ['more than that', { limit: 1_001 }, false],
    ['a span with ends', { span: { from: 1_500_000_000_000, to: NOW_SECOND } }, true],
    ['a span that ends before it begins', { span: { from: NOW_SECOND, to: NOW_SECOND } }, false],
    ['a span of the far future', { span: { from: NOW_SECOND, to: NOW_SECOND + 3 * DAY } }, false],
    ['a span of before there was Webex', { span: { from: 0, to: NOW_SECOND } }, false],
    [
      'a span in somebody’s days',
      { span: { from: 1_500_000_000_000, to: NOW_SECOND }, zone: 'Europe/Berlin' },
      true,
    ],
    [
      'a span in days of nowhere',
      { span: { from: 1_500_000_000_000, to: NOW_SECOND }, zone: 'Mars/Olympus' },
      false,
    ],
    ['a zone without a span', { zone: 'Europe/Berlin' }, false],
    ['words and an order', { filter: { topic: 'a&b = c?' }, sort: 'largest' }, true],
    ['somebody’s host', { host: '9f5a3c52-0a0a-4d4e-8f0e-2f1d6c1f7a10' }, true],
    ['a host by address', { host: 'bob@example.com' }, false],
    ['too many words', { filter: { topic: 'x'.repeat(101) } }, false],
    ['the last row', { start: 99 }, true],
    ['after the last row', { start: 100 }, false],
    ['after the last row of fewer', { limit: 5, start: 5 }, false],
  ];
  for (const [what, change, taken] of edges) {
    it(`${taken ? 'takes' : 'refuses'} ${what}`, () => {
      const state = { ...sound, ...change };
      assert.deepEqual(readState(writeState(state), NOW), taken ? state : undefined);
    });
  }

  for (const junk of [
    undefined,
    7,
    '',
    'list',
    '30.0.1.100',
    '30.0.1.100.0.0',
    '-30.0.1.100.0',
    '30.0.1.100.0\n',
    '3e1.0.1.100.0',
    '030.0.1.100.0',
    '30.00.1.100.0',
    '30.0.12345678901.100.0',
    '30.0.1.100.0?',
    '30.0.1.100.0?sort=nicest',
    '30.0.1.100.0?sort=largest&more=1',
    '30.0.1.100.0?sort=largest&topic=x',
    '30.0.1.100.0?from=1700000000',
    ['30.0.1.100.0'],
  ]) {
    it(`refuses ${JSON.stringify(junk)}`, () => {
      assert.equal(readState(junk, NOW), undefined);
    });
  }
});
