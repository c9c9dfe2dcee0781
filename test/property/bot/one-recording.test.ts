import fc from 'fast-check';
import assert from 'node:assert/strict';
import { checkCard } from '../../../sandbox/cards/check-card.js';
import { LARGEST_CARD_BYTES, bytesOf } from '../../../src/bot/ui/card.js';
import { askDeleteCard } from '../../../src/features/delete/cards.js';
import { detailsCard, downloadsCard } from '../../../src/features/recording/details.js';
import { excerptOf, textOfHtml } from '../../../src/bot/ui/escape.js';
import { summaryCard, transcriptCard } from '../../../src/features/recording/meeting-text.js';
import { watchedCard } from '../../../src/features/recording/watched.js';
import {
  shareFormCard,
  shareQuestionCard,
  sharedOne,
  sharingOf,
} from '../../../src/features/share/cards.js';
import { latest } from '../../../src/query/list-state.js';
import type { Access } from '../../../src/recordings/access-report.js';
import { type Details, recordingDetails } from '../../../src/recordings/types.js';
import { type Content, fit } from '../../../src/webex/messages.js';

const NOW = Date.parse('2026-08-07T10:00:00Z');
const SECRET = 'the-secret-';
const state = latest(NOW);

const words = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 200 }),
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc.constantFrom('${x}', '{{DATE(x)}}', '[x](https://evil.example)', '<b>', '設'.repeat(300)),
  fc.constantFrom(`a${'\u0301'.repeat(2_000)}`, '  ', '"\\', '&lt;b&gt;', '<p>${x}</p>'),
);
const time = fc
  .date({ min: new Date('2000-01-01'), max: new Date('2100-01-01'), noInvalidDate: true })
  .map((date) => date.toISOString());
const link = fc.constantFrom(
  `https://acme.webex.com/x?ticket=${SECRET}`,
  'http://evil.example',
  '',
);
const one: fc.Arbitrary<Details> = fc
  .record(
    {
      id: fc.stringMatching(/^[0-9a-f]{1,64}$/),
      ...{ topic: words, createTime: time, timeRecorded: time, format: words, serviceType: words },
      ...{ siteUrl: fc.domain(), meetingId: words, meetingSeriesId: words },
      ...{ hostEmail: words, hostDisplayName: words },
      integrationTags: fc.array(words, { maxLength: 15 }),
      playbackUrl: fc.constant('https://acme.webex.com/play'),
      password: words.map((rest) => SECRET + rest),
      ...{ durationSeconds: fc.nat(), sizeBytes: fc.nat(), shareToMe: fc.boolean() },
      status: fc.constantFrom('available', 'deleted'),
      temporaryDirectDownloadLinks: fc.record(
        { recordingDownloadLink: link, audioDownloadLink: link, expiration: fc.oneof(time, words) },
        { requiredKeys: [] },
      ),
    },
    { requiredKeys: ['id', 'topic', 'createTime'] },
  )
  .map((raw) => recordingDetails.parse(raw));
const access: fc.Arbitrary<Access> = fc.record({
  ...{ name: words, email: words, accessTime: time },
  ...{ viewed: fc.boolean(), downloaded: fc.boolean() },
});

/** What must hold of everything that is said about one recording. */
function assertSound(content: Content | undefined): void {
  if (content === undefined) return;
  const { card = {}, markdown } = content;
  assert.deepEqual(checkCard(card), []);
  assert.ok(bytesOf(card) <= LARGEST_CARD_BYTES, `${bytesOf(card)} bytes`);
  const said = fit(content.markdown);
  assert.doesNotMatch(said, /https?:\/\/|\{\{|\$\{|<|\]\(/);
  assert.ok(!markdown.includes(SECRET), 'a secret');
}

describe('every card about one recording, whatever it is', () => {
  const holds = (make: (recording: Details) => Content | undefined): void => {
    fc.assert(
      fc.property(one, (recording) => {
        assertSound(make(recording));
      }),
      { numRuns: 150 },
    );
  };

  it('its details', () => {
    holds((recording) => detailsCard(recording, state));
  });

  it('its downloads', () => {
    holds((recording) => downloadsCard(recording, state));
  });

  it('the question before its deletion', () => {
    const use = { views: 1, downloads: 2, people: 3, atLeast: true };
    holds((recording) => askDeleteCard({ recording, state, use }));
  });

  it('who watched it', () => {
    const accesses = fc.array(access, { maxLength: 15 });
    fc.assert(
      fc.property(one, accesses, fc.boolean(), (recording, all, more) => {
        assertSound(watchedCard(recording, { accesses: all, more }, state, NOW));
      }),
      { numRuns: 100 },
    );
  });

  it('its transcript and summary', () => {
    const text = fc.array(words, { maxLength: 40 }).map((lines) => lines.join('\n'));
    fc.assert(
      fc.property(one, text, fc.array(words, { maxLength: 20 }), (recording, said, items) => {
        assertSound(transcriptCard(recording, { text: said, of: 2 }, state));
        assertSound(summaryCard(recording, { notes: said, actionItems: items }, state));
      }),
      { numRuns: 100 },
    );
  });

  it('the form and the question for sharing, whatever is written there', () => {
    const local = fc.stringMatching(/^[a-z0-9]{1,40}$/);
    const field = fc
      .array(
        fc.oneof(
          words,
          local.map((name) => `${name}@example.com`),
        ),
        { maxLength: 60 },
      )
      .map((all) => all.join(', '));
    fc.assert(
      fc.property(one, field, field, (recording, add, remove) => {
        const read = sharingOf({ add, remove, tell: 'true' });
        const { wanted } = read;
        assertSound(shareFormCard(sharedOne(recording, state), read));
        assertSound(shareQuestionCard(sharedOne(recording, state), { wanted }));
        const carried = { add: wanted.add.join(' '), remove: wanted.remove.join(' ') };
        assert.deepEqual(sharingOf({ ...carried, tell: 'true' }).wanted, wanted);
      }),
      { numRuns: 100 },
    );
  });
});

describe('text out of HTML', () => {
  it('holds no element that a browser would make one of, once it is defused', () => {
    fc.assert(
      fc.property(words, (html) => {
        const { lines } = excerptOf(textOfHtml(html), { lines: 50, characters: 10_000 });
        for (const line of lines) assert.doesNotMatch(line, /[<>]|\]\(|\$\{|\{\{/);
      }),
    );
  });
});
