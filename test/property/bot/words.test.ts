import fc from 'fast-check';
import { DateTime } from 'luxon';
import assert from 'node:assert/strict';
import { escapeText } from '../../../src/bot/ui/escape.js';
import { tidy } from '../../../src/query/line.js';
import { LARGEST_LIMIT, SORTS, readState, writeState } from '../../../src/query/list-state.js';
import { type Query, USUAL_QUERY, stateOfQuery, sentenceOf } from '../../../src/query/query.js';
import { readWords } from '../../../src/query/read-words.js';
import { earliest, ever } from '../../../src/query/calendar.js';
import {
  FORMATS,
  KINDS,
  SERVICE_TYPES,
  TRANSCRIPTS,
  VIEWS,
} from '../../../src/recordings/filter.js';

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

/** Sizes that people write: three digits behind the point. */
const bytes = fc
  .tuple(fc.integer({ min: 1, max: 99_999 }), fc.constantFrom(1, 1e3, 1e6, 1e9))
  .map(([many, unit]) => many * unit);

/** Outside of what is drawn for each query: to read a pattern takes longer than all the rest. */
const filter = fc
  .record(
    {
      topic: words,
      siteUrl: fc.constantFrom('acme.webex.com', 'acme-emea.webex.com', 'meet.example.org'),
      integrationTag: words,
      format: fc.constantFrom(...FORMATS),
      serviceType: fc.constantFrom(...SERVICE_TYPES),
      status: fc.constant('deleted' as const),
      notTopic: fc.uniqueArray(words, { minLength: 1, maxLength: 2 }),
      notFormat: fc.constantFrom(...FORMATS),
      notKind: fc.constantFrom(...KINDS),
      kind: fc.constantFrom(...KINDS),
      largerThan: bytes,
      smallerThan: bytes,
      longerThan: fc.integer({ min: 1, max: 100_000 }),
      shorterThan: fc.integer({ min: 1, max: 100_000 }),
      shared: fc.constantFrom('with-me' as const, 'mine' as const),
      hostedBy: words,
      notHostedBy: words,
      of: words,
      views: fc.constantFrom(...VIEWS),
      transcript: fc.constantFrom(...TRANSCRIPTS),
      link: fc.stringMatching(/^[0-9a-f]{32}$/),
    },
    { requiredKeys: [], noNullPrototype: true },
  )
  // Of what nothing can be it is asked which is meant.
  .map(({ smallerThan = Infinity, shorterThan = Infinity, ...rest }) => ({
    ...rest,
    ...(smallerThan > (rest.largerThan ?? 0) && smallerThan < Infinity ? { smallerThan } : {}),
    ...(shorterThan > (rest.longerThan ?? 0) && shorterThan < Infinity ? { shorterThan } : {}),
  }));
const meeting = fc.oneof(
  fc.stringMatching(/^[0-9a-f]{32}(_I_[0-9]{6,18})?$/),
  fc.stringMatching(/^[\w-]{1,200}$/),
);
const ofAny = fc
  .tuple(filter, fc.uniqueArray(words, { minLength: 2, maxLength: 3 }))
  .map(([{ topic: _topic, ...rest }, anyTopic]) => ({ ...rest, anyTopic }));
const ofMeeting = fc
  .tuple(filter, meeting, fc.constantFrom('available', 'deleted', 'purged'))
  .map(([{ siteUrl: _site, status: _status, ...rest }, meetingId, status]) => ({
    ...rest,
    meetingId,
    ...(status === 'available' ? {} : { status }),
  }));

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
  // Not around the hours where clocks change.
  const hour = fc.tuple(fc.integer({ min: 4, max: 21 }), fc.integer({ min: 0, max: 59 }));
  const hours = fc
    .tuple(fc.integer({ min: 7, max: 900 }), fc.nat({ max: 5 }), hour, hour)
    .map(([ago, long, [from, past], [to, minute]]) => {
      const first = today.minus({ days: ago }).set({ hour: from, minute: past });
      const last = first.plus({ days: long }).set({ hour: to, minute });
      const ends = last > first ? last : first.plus({ hours: 1 });
      return { from: first.toMillis(), to: ends.toMillis() };
    });
  const upTo = fc.nat({ max: 900 }).map((ago) => ({
    from: earliest({ now, zone }),
    to: today.minus({ days: ago }).startOf('day').toMillis(),
  }));
  const months = fc.tuple(fc.nat({ max: 100 }), fc.constantFrom(1, 2, 12)).map(([ago, long]) => {
    const to = today.startOf('month').minus({ months: ago }).startOf('day');
    return { from: to.minus({ months: long }).startOf('day').toMillis(), to: to.toMillis() };
  });
  const query = {
    when: fc.oneof(
      fc.integer({ min: 1, max: 365 }).map((many) => ({ days: many })),
      days,
      months,
      hours,
      upTo,
      fc.constant(ever({ now, zone })),
    ),
    filter: fc.oneof(filter, ofAny, ofMeeting) as fc.Arbitrary<Query['filter']>,
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
        // Reports of who watched do not reach as far back as lists do.
        const notes = read.notes.filter((note) => !note.includes('who watched'));
        assert.deepEqual([read.problems, notes, read.guessed], [[], [], ''], sentence);
        assert.equal(read.question, undefined, sentence);
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
