import fc from 'fast-check';
import assert from 'node:assert/strict';
import { checkCard } from '../../../sandbox/cards/check-card.js';
import { retryAction, retryCommand } from '../../../src/bot/clicks.js';
import { LARGEST_CARD_BYTES, bytesOf } from '../../../src/bot/ui/card.js';
import { escapeText } from '../../../src/bot/ui/escape.js';
import { problemCard } from '../../../src/bot/ui/problem.js';
import { confirmDeleteCard, outcomeNotice } from '../../../src/features/delete/cards.js';
import { recordingsCard } from '../../../src/features/list/card.js';
import { outcomeCard } from '../../../src/features/list/page.js';
import { type ListState, readState, writeState } from '../../../src/query/list-state.js';
import type { ReportedOutcome } from '../../../src/recordings/change.js';
import { type Recording, recordingSchema } from '../../../src/recordings/types.js';
import { type WebexError, WebexRefused, WebexUnreachable } from '../../../src/webex/errors.js';
import { type Content, fit } from '../../../src/webex/messages.js';
import { declaredActions } from '../../bot/support/declared.js';

const NOW = Date.parse('2026-08-07T10:00:00Z');
const SECRET = 'the-password-';
const MOST_MARKDOWN = 7_439;

const words = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 300 }),
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.constantFrom('${topic}', '{{DATE(x)}}', '[x](https://evil.example)', '<b>', '設'.repeat(400)),
  fc.constantFrom(`a${'\u0301'.repeat(3_000)}`, '👨‍👩‍👧‍👦'.repeat(200), '  ', '${', '"\\'),
);
const time = fc
  .date({ min: new Date('2000-01-01'), max: new Date('2100-01-01'), noInvalidDate: true })
  .map((date) => date.toISOString());
const password = fc.oneof(
  fc.constant('********'),
  fc.string({ unit: 'grapheme-ascii', maxLength: 40 }).map((rest) => SECRET + rest),
  fc.constantFrom('${x}', '{{{x}}', '${{{DATE(x)}}').map((rest) => SECRET + rest),
);
const one: fc.Arbitrary<Recording> = fc
  .record(
    {
      id: fc.stringMatching(/^[0-9a-f]{1,64}$/),
      topic: words,
      createTime: time,
      timeRecorded: time,
      siteUrl: fc.domain().map((domain) => domain.toLowerCase()),
      playbackUrl: fc.webUrl({ validSchemes: ['https', 'http'] }),
      password,
      format: fc.oneof(fc.constantFrom('MP4', 'ARF', 'UPLOAD'), words),
      durationSeconds: fc.nat({ max: 1_000_000 }),
      sizeBytes: fc.nat({ max: 1_000_000_000 }),
      shareToMe: fc.boolean(),
      status: fc.constantFrom('available', 'deleted', 'purged'),
    },
    { requiredKeys: ['id', 'topic', 'createTime'] },
  )
  .map((raw) => recordingSchema.parse(raw));
const state: fc.Arbitrary<ListState> = fc.record({
  days: fc.constantFrom(1, 30, 365),
  back: fc.nat({ max: 10 }),
  asOf: fc.integer({ min: NOW / 1000 - 1_000_000, max: NOW / 1000 }),
  limit: fc.constant(100),
  start: fc.constantFrom(0, 5, 10, 95),
});
const error: fc.Arbitrary<WebexError> = fc.oneof(
  fc
    .record({
      status: fc.integer({ min: 400, max: 599 }),
      wait: fc.option(fc.nat(), { nil: undefined }),
    })
    .map(
      ({ status, wait }) =>
        new WebexRefused({ method: 'GET', path: '/x' }, status, {
          trackingId: 'ROUTER_1',
          retryAfterSeconds: wait,
          reason: SECRET,
        }),
    ),
  fc.constant(new WebexUnreachable({ method: 'GET', path: '/x' }, 'ECONNRESET')),
);
const outcome: fc.Arbitrary<ReportedOutcome> = fc.oneof(
  fc.constantFrom<ReportedOutcome>({ kind: 'done' }, { kind: 'already' }, { kind: 'gone' }),
  fc.record({ kind: fc.constantFrom('unsure', 'unchanged'), error }),
  fc.record({ kind: fc.constant('not-seen'), recording: one, trackingId: fc.constant('ROUTER_1') }),
  fc.record({ kind: fc.constant('not-again'), recording: one }),
);
const notice = fc
  .record({ what: fc.constantFrom('trash', 'restore', 'delete'), outcome, topic: words })
  .map(({ topic, ...rest }) => {
    const undo = { title: 'Undo', data: { action: 'restore' } };
    const again = { title: 'Try again', data: { action: 'trash' } };
    return outcomeNotice({ ...rest, topic: escapeText(topic, 80), undo, again, now: NOW });
  });

/** What must hold of everything that the bot says about recordings. */
function assertSound(content: Content): void {
  const { card = {}, markdown } = content;
  assert.deepEqual(checkCard(card), []);
  assert.ok(bytesOf(card) <= LARGEST_CARD_BYTES, `${bytesOf(card)} bytes`);
  assert.ok(Buffer.byteLength(fit(content.markdown)) <= MOST_MARKDOWN);
  assert.doesNotMatch(markdown, /https?:\/\/|\{\{|\$\{|<|\]\(/);
  assert.ok(!markdown.includes(SECRET), 'a password');
  for (const list of JSON.stringify(card).matchAll(/"list":"([^"]*)"/g)) {
    assert.ok(readState(list[1], NOW), `a button leads nowhere: ${list[1] ?? ''}`);
  }
}

describe('every card, whatever the recordings', () => {
  it('the list', () => {
    const listing = fc.record({ recordings: fc.array(one, { maxLength: 12 }), more: fc.boolean() });
    fc.assert(
      fc.property(listing, state, fc.option(notice, { nil: undefined }), (found, at, told) => {
        assertSound(recordingsCard({ state: at, listing: found, notice: told }));
      }),
      { numRuns: 300 },
    );
  });

  it('the second question', () => {
    fc.assert(
      fc.property(one, state, (asked, at) => {
        const content = confirmDeleteCard({ recording: asked, state: at });
        assertSound(content);
        assert.ok(!JSON.stringify(content).includes(SECRET));
        assert.ok(JSON.stringify(content.card).includes(writeState(at)));
      }),
      { numRuns: 200 },
    );
  });

  it('what came of a click', () => {
    fc.assert(
      fc.property(notice, state, (told, at) => {
        assertSound(outcomeCard(told, at));
      }),
      { numRuns: 200 },
    );
  });

  it('what did not work, with the same again', () => {
    const inputs = fc.dictionary(
      fc.constantFrom('action', 'recording', 'site', 'topic', 'text', 'evil', '__proto__'),
      fc.oneof(words, fc.anything()),
    );
    const actions = fc.constantFrom(...declaredActions.values());
    const button = fc.oneof(
      fc.tuple(actions, inputs).map(([action, given]) => retryAction(action, given)),
      words.map((rest) => retryCommand('list', rest)),
    );
    fc.assert(
      fc.property(fc.oneof(error, fc.anything()), button, (thrown, again) => {
        assertSound(problemCard(thrown, again));
      }),
      { numRuns: 200 },
    );
  });
});
