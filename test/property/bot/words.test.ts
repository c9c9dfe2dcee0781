import fc from 'fast-check';
import { DateTime } from 'luxon';
import assert from 'node:assert/strict';
import { escapeText } from '../../../src/bot/ui/escape.js';
import { tidy } from '../../../src/query/line.js';
import { LARGEST_LIMIT, SORTS, readState, writeState } from '../../../src/query/list-state.js';
import { type Query, USUAL_QUERY, stateOfQuery } from '../../../src/query/query.js';
import { readWords } from '../../../src/query/read-words.js';
import { sentenceOf } from '../../../src/query/sentence.js';
import { FORMATS, SERVICE_TYPES } from '../../../src/recordings/types.js';

const ZONES = [
  'utc',
  'Europe/Berlin',
  'America/New_York',
  'America/Santiago',
  'Asia/Kathmandu',
  'Pacific/Auckland',
  'Pacific/Apia',
  'Australia/Lord_Howe',
];
const moment = fc.integer({ min: Date.parse('2021-01-01'), max: Date.parse('2031-01-01') });
const calendar = fc.record({ now: moment, zone: fc.constantFrom(...ZONES) });

const words = fc
  .oneof(
    fc.string({ unit: 'grapheme', maxLength: 120 }),
    fc.string({ unit: 'binary', maxLength: 120 }),
    fc.constantFrom('“x”', '”', '""', 'last month', 'about', 'mp4', '${x}', '\uE0000\uE000'),
  )
  .map(tidy)
  .filter((text) => text !== '');

/** All queries that words can ask for. */
function queries(now: number, zone: string): fc.Arbitrary<Query> {
  const today = DateTime.fromMillis(now, { zone }).startOf('day');
  const days = fc.tuple(fc.nat({ max: 3_600 }), fc.nat({ max: 500 })).map(([ago, long]) => {
    const to = today
      .plus({ days: 1 })
      .minus({ days: Math.min(ago, 3_000) })
      .startOf('day');
    return {
      from: to
        .minus({ days: long + 1 })
        .startOf('day')
        .toMillis(),
      to: to.toMillis(),
    };
  });
  const months = fc.tuple(fc.nat({ max: 100 }), fc.constantFrom(1, 2, 12)).map(([ago, long]) => {
    const to = today.startOf('month').minus({ months: ago }).startOf('day');
    return { from: to.minus({ months: long }).startOf('day').toMillis(), to: to.toMillis() };
  });
  const filter = fc.record(
    {
      topic: words,
      siteUrl: fc.constantFrom('acme.webex.com', 'acme-emea.webex.com', 'meet.example.org'),
      integrationTag: words,
      format: fc.constantFrom(...FORMATS),
      serviceType: fc.constantFrom(...SERVICE_TYPES),
      status: fc.constant('deleted' as const),
    },
    { requiredKeys: [], noNullPrototype: true },
  );
  const meeting = fc.oneof(
    fc.stringMatching(/^[0-9a-f]{32}(_I_[0-9]{6,18})?$/),
    fc.stringMatching(/^[\w-]{1,200}$/),
  );
  const ofMeeting = fc
    .tuple(filter, meeting, fc.constantFrom('available', 'deleted', 'purged'))
    .map(([{ siteUrl: _site, status: _status, ...rest }, meetingId, status]) => ({
      ...rest,
      meetingId,
      ...(status === 'available' ? {} : { status }),
    }));
  const query = {
    when: fc.oneof(
      fc.integer({ min: 1, max: 365 }).map((many) => ({ days: many })),
      days,
      months,
    ),
    filter: fc.oneof(filter, ofMeeting) as fc.Arbitrary<Query['filter']>,
    sort: fc.constantFrom(...SORTS),
    limit: fc.integer({ min: 1, max: LARGEST_LIMIT }),
  };
  return fc.record(query, { noNullPrototype: true });
}

describe('words about recordings, whatever they are', () => {
  it('a query, told as a sentence, reads as the same query', () => {
    const asked = calendar.chain((at) => fc.tuple(fc.constant(at), queries(at.now, at.zone)));
    fc.assert(
      fc.property(asked, ([at, query]) => {
        const sentence = sentenceOf(query, at);
        const read = readWords(sentence.slice(0, 2_000), at);
        assert.deepEqual(read.query, query, sentence);
        assert.deepEqual([read.problems, read.notes, read.guessed], [[], [], ''], sentence);
      }),
      { numRuns: 300 },
    );
  });

  it('a day that most years do not have is told without its year, and read', () => {
    const at = { now: Date.parse('2025-01-10T00:46:54Z'), zone: 'utc' };
    const [from, to] = [Date.parse('2020-02-29T00:00:00Z'), Date.parse('2020-12-14T00:00:00Z')];
    const sentence = sentenceOf({ ...USUAL_QUERY, when: { from, to } }, at);
    assert.match(sentence, /29 February – 13 December 2020/);
    assert.deepEqual(readWords(sentence, at).query.when, { from, to });
  });

  it('none of them breaks the reading, and all that is read can be asked for', () => {
    const bits = fc.constantFrom(
      ...['since', 'from', 'to', '1', 'Oct', '31', 'feb', 'last', '9999', 'days', 'about', 'mp4'],
      ...['top', 'on', 'site', 'tag', '“', '”', '"', 'meeting', '2026-99-99', 'before', '-', '–'],
      ...[
        'q1',
        'bin',
        'older than',
        'between',
        'and',
        'ago',
        'year',
        'next',
        'largest',
        '${',
        '()',
      ],
    );
    const line = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 500 }),
      fc.array(bits, { maxLength: 14 }).map((all) => all.join(' ')),
    );
    fc.assert(
      fc.property(line, calendar, (text, at) => {
        const { query, problems } = readWords(text, at);
        const state = stateOfQuery(query, at);
        if (problems.length === 0) assert.deepEqual(readState(writeState(state), at.now), state);
        if (!('days' in query.when)) assert.ok(query.when.from < query.when.to);
      }),
      { numRuns: 300 },
    );
  });

  it('a sentence with hostile words holds nothing that a client could take for its own', () => {
    const hostile = fc.array(
      fc.constantFrom(
        '[a](https://evil.example)',
        '${x}',
        '{{DATE(x)}}',
        '<b>',
        '](',
        '@all',
        '\u202E',
      ),
      { minLength: 1, maxLength: 4 },
    );
    fc.assert(
      fc.property(hostile, calendar, (all, at) => {
        const { query } = readWords(`about “${all.join('')}” tag “${all.join('')}”`, at);
        const sentence = sentenceOf(query, { ...at, quote: (text) => escapeText(text) });
        assert.doesNotMatch(sentence, /https?:\/\/|\{\{|\$\{|<|\]\(|\u202E/);
      }),
    );
  });
});
