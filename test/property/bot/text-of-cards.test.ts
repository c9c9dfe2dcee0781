import fc from 'fast-check';
import assert from 'node:assert/strict';
import type { Actor } from '../../../src/accounts/types.js';
import { codeCard, connectCard } from '../../../src/bot/connect.js';
import { breakable, withoutTokens } from '../../../src/bot/ui/format.js';
import { withBanner } from '../../../src/bot/ui/message.js';
import { chooseCard } from '../../../src/features/bulk/cards.js';
import { confirmBulkCard } from '../../../src/features/bulk/confirm.js';
import { selectionCard } from '../../../src/features/bulk/choose.js';
import { type BulkJob, CLEAN_UP, summarize } from '../../../src/features/bulk/model.js';
import { ruleFormCard } from '../../../src/features/clean-up/rule-form.js';
import {
  administratorDeleteCard,
  askDeleteCard,
  confirmDeleteCard,
  officerDeleteCard,
  outcomeNotice,
} from '../../../src/features/delete/cards.js';
import { valuesOf } from '../../../src/features/find/form.js';
import { findFormCard } from '../../../src/features/find/index.js';
import { historyCard } from '../../../src/features/history/card.js';
import { recordingsCard } from '../../../src/features/list/card.js';
import { outcomeCard } from '../../../src/features/list/page.js';
import { topicOf } from '../../../src/features/list/row.js';
import { readyCard } from '../../../src/features/notify/cards.js';
import { detailsCard, downloadsCard } from '../../../src/features/recording/details.js';
import { summaryCard, transcriptCard } from '../../../src/features/recording/meeting-text.js';
import { watchedCard } from '../../../src/features/recording/watched.js';
import { settingsCard } from '../../../src/features/settings/index.js';
import { askZoneCard } from '../../../src/features/settings/time-zone.js';
import {
  shareFormCard,
  shareQuestionCard,
  sharedCard,
  sharedOne,
} from '../../../src/features/share/cards.js';
import { storageCard } from '../../../src/features/storage/report.js';
import { latest } from '../../../src/query/list-state.js';
import { queryOfState } from '../../../src/query/query.js';
import { type Details, recordingDetails } from '../../../src/recordings/types.js';
import { settingsSchema } from '../../../src/settings/settings.js';
import type { Content } from '../../../src/webex/messages.js';

const NOW = Date.parse('2026-08-07T10:00:00Z');
const SECRET = 'the-secret-';
const LINK = `https://acme.webex.com/${SECRET}`;
const state = latest(NOW);
const scope = 'organization';

const words = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 200 }),
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc.constantFrom('[x](https://evil.example)', '[x]: https://evil.example', '{{DATE(x,SHORT)}}'),
);
const time = fc
  .date({ min: new Date('2000-01-01'), max: new Date('2030-01-01'), noInvalidDate: true })
  .map((date) => date.toISOString());
const anyRecording: fc.Arbitrary<Details> = fc
  .record({
    id: fc.stringMatching(/^[0-9a-f]{1,64}$/),
    ...{ topic: words, createTime: time, timeRecorded: time, format: words, serviceType: words },
    ...{ siteUrl: fc.domain(), hostEmail: words, hostDisplayName: words },
    ...{ durationSeconds: fc.nat(), sizeBytes: fc.nat(), shareToMe: fc.boolean() },
    integrationTags: fc.array(words, { maxLength: 3 }),
    playbackUrl: fc.constant(LINK),
    downloadUrl: fc.constant(LINK),
    password: fc.constantFrom('', 'x', '${x}', '{{y}}', '<b>').map((rest) => SECRET + rest),
    status: fc.constantFrom('available', 'deleted', 'purged'),
    temporaryDirectDownloadLinks: fc.record({
      recordingDownloadLink: fc.constant(LINK),
      transcriptDownloadLink: fc.constant(LINK),
      expiration: time,
    }),
  })
  .map((raw) => recordingDetails.parse(raw));
const actor: fc.Arbitrary<Actor> = fc.record(
  {
    ...{ personId: fc.constant('p'), email: fc.constant('') },
    onBehalfOf: fc.record({ personId: fc.constant('h'), email: words, displayName: words }),
    scope: fc.constantFrom<'site' | 'organization'>('site', 'organization'),
  },
  { requiredKeys: ['personId', 'email'] },
);

const sharing = { add: ['bob@example.com'], remove: ['eve@example.com'], sendEmail: true };
const undo = { title: 'Undo', data: { action: 'restore' } };
const job = (topic: string): BulkJob => ({
  ...{ id: 'j', kind: CLEAN_UP, personId: 'p', hostId: undefined, state: 'asking' },
  ...{ at: { id: 'm', roomId: 'r' }, createdAt: NOW, updatedAt: NOW },
  data: {
    ...{ phase: 'choose', seen: 2, found: 2 },
    search: { from: 0, to: NOW, filter: { topic: topic.slice(0, 50) } },
  },
});
const summary = summarize(
  ['acme.webex.com', undefined].map((siteUrl) => ({
    ...{ selected: true, siteUrl, bytes: 5e9, outcome: undefined, count: 1 },
  })),
);

/** Every card that is made from a recording or from words that somebody wrote. */
const MAKERS: Readonly<Record<string, (one: Details) => Content | undefined>> = {
  list: (one) => {
    const listing = { recordings: [one, one], more: true };
    const outcome = { kind: 'done' } as const;
    const done = { what: 'trash', outcome, topic: topicOf(one), undo, again: undo } as const;
    return recordingsCard({ state, listing, notice: outcomeNotice({ ...done, now: NOW }) });
  },
  details: (one) => detailsCard(one, state, NOW),
  downloads: (one) => downloadsCard(one, state),
  'delete question': (one) => askDeleteCard({ recording: one, state }),
  'last question': (one) => confirmDeleteCard({ recording: one, state, binnedAt: NOW }),
  'administrator’s question': (one) => administratorDeleteCard(one, state),
  'officer’s question': (one) => {
    const typed = { reason: one.topic, comment: one.topic };
    return officerDeleteCard(one, { ...state, scope }, typed, 'No.');
  },
  outcome: (one) => {
    const outcome = { kind: 'unsure', error: new Error(SECRET) as never } as const;
    const told = { what: 'trash', outcome, topic: topicOf(one), undo, again: undo } as const;
    return outcomeCard(outcomeNotice({ ...told, now: NOW }), state);
  },
  ready: (one) =>
    readyCard(
      Array.from({ length: 9 }, () => one),
      NOW,
    ),
  history: (one) => {
    const entry = { askedAt: NOW, change: 'trash', outcome: 'done' } as const;
    return historyCard([{ entry, topic: topicOf(one) }]);
  },
  watched: (one) => {
    const access = { accessTime: one.createTime, viewed: true, downloaded: true };
    const accesses = [{ ...access, name: one.topic, email: one.topic }];
    return watchedCard(one, { accesses, more: true }, state, NOW);
  },
  transcript: (one) => transcriptCard(one, { text: one.topic, of: 2 }, state),
  summary: (one) => summaryCard(one, { notes: one.topic, actionItems: [one.topic] }, state),
  'share form': (one) => shareFormCard(sharedOne(one, state), { wanted: sharing }),
  'share question': (one) => shareQuestionCard(sharedOne(one, state), { wanted: sharing }),
  shared: (one) => sharedCard(one, state, sharing, { kind: 'done' }),
  storage: (one) => {
    const sum = { recordings: 1, bytes: 5e9 };
    const months = [{ month: '2026-08', ...sum }];
    const sites = [{ siteUrl: one.siteUrl ?? '', ...sum }];
    const storage = { ...sum, months, sites, largest: [one], old: sum, since: 0 };
    return storageCard({ storage, now: NOW, oldDays: 180, weekly: true });
  },
  find: (one) => {
    const calendar = { now: NOW, zone: 'Europe/Berlin' };
    const values = { ...valuesOf(queryOfState(state), calendar), topic: one.topic };
    return findFormCard({ values, state, zone: 'Europe/Berlin', sites: [], problems: ['No.'] });
  },
  'clean-up form': ({ topic }) =>
    ruleFormCard({ age: 90, unit: 'days', neverWatched: true, topic }, ['No.']),
  'clean-up choice': (one) => {
    const found = { topic: topicOf(one), recordedAt: NOW, sizeBytes: one.sizeBytes };
    const both = { oldest: found, largest: { ...found, recordedAt: 0 } };
    return chooseCard({ job: job(one.topic), summary, ...both });
  },
  'clean-up rows': (one) => {
    const { id: recordingId, siteUrl, sizeBytes, durationSeconds } = one;
    const item = { recordingId, siteUrl, sizeBytes, durationSeconds, recordedAt: NOW };
    const open = { position: 0, selected: true, outcome: undefined, trackingId: undefined };
    const topics = new Map([[recordingId, topicOf(one)]]);
    const items = [{ ...item, ...open }];
    return selectionCard({ job: job(one.topic), summary, start: 0, items, topics });
  },
  'clean-up question': (one) => {
    const chosen = { count: 2, bytes: 5e9, digest: 'd' };
    return confirmBulkCard(job(one.topic), 'delete', chosen, 'No.');
  },
  'time zone': (one) => askZoneCard(one.topic, 'No.'),
  settings: () => settingsCard(settingsSchema.parse({}), { saved: true, problems: ['No.'] }),
  connect: () => connectCard('asked', LINK),
  'connect with a code': () =>
    codeCard('over', { userCode: SECRET, page: LINK, minutes: 5 }, 'officer'),
};

/** Everything that somebody who looks at a card reads there, but for buttons and boxes to fill. */
function readOn(card: unknown): string[] {
  if (Array.isArray(card)) return card.flatMap(readOn);
  if (typeof card !== 'object' || card === null) return [];
  const part = card as Record<string, unknown>;
  const isButton = part.type === 'ActionSet' || part.selectAction !== undefined;
  if (part.isVisible === false || isButton) return [];
  const shown = part.type === 'Input.ChoiceSet' ? [] : Object.values(part).flatMap(readOn);
  // Passwords and codes.
  const said = part.fontType === 'Monospace' ? [] : [part.text, part.title, part.value];
  const isInput = String(part.type).startsWith('Input.');
  const own = isInput ? [part.title] : said;
  // A bar of a chart says nothing that the figure beside it does not.
  const isSaid = (words: unknown) => typeof words === 'string' && !/^[█-▏\u00A0]*$/u.test(words);
  return [...(own.filter(isSaid) as string[]), ...shown];
}

describe('the text of every card, whatever the recording', () => {
  for (const [name, make] of Object.entries(MAKERS)) {
    it(`${name}: holds all that the card shows, no password and no link`, () => {
      fc.assert(
        fc.property(anyRecording, actor, (recording, who) => {
          const made = make(recording);
          assert.ok(made);
          const { markdown, card } = withBanner(made, who);
          assert.ok(!markdown.includes(SECRET), 'a password or a link');
          assert.doesNotMatch(markdown, /https?:\/\/|\]\(|\{\{/);
          const read = readOn(card);
          assert.ok(read.length > 0);
          for (const words of read) {
            assert.ok(
              markdown.includes(breakable(withoutTokens(words))),
              `“${words}” in\n${markdown}`,
            );
          }
        }),
        { numRuns: 60 },
      );
    });
  }
});
