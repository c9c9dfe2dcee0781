import assert from 'node:assert/strict';
import { LARGEST_CARD_BYTES, bytesOf } from '../../../src/bot/ui/card.js';
import {
  type StorageView,
  countingCard,
  storageCard,
  storageSnapshotStore,
} from '../../../src/features/storage/report.js';
import { ever } from '../../../src/query/calendar.js';
import { latest, writeState } from '../../../src/query/list-state.js';
import type { Storage } from '../../../src/recordings/storage.js';
import { seen, titles } from '../../bot/support/card.js';
import { NOW, recordingOf } from '../../bot/support/recordings.js';
import { describePglite } from '../../support/databases.js';

const months = Array.from({ length: 12 }, (_, at) => ({
  month:
    at < 5 ? `2025-${String(at + 8).padStart(2, '0')}` : `2026-${String(at - 4).padStart(2, '0')}`,
  recordings: at,
  bytes: at * 1e9,
}));

function viewOf(given: Partial<Storage> = {}, more: Partial<StorageView> = {}): StorageView {
  const storage: Storage = {
    recordings: 1_234,
    bytes: 66e9,
    months,
    sites: [
      { siteUrl: 'acme.webex.com', recordings: 1_230, bytes: 65e9 },
      { siteUrl: 'emea.webex.com', recordings: 4, bytes: 1e9 },
    ],
    largest: [recordingOf({ sizeBytes: 3e9 })],
    old: { recordings: 2, bytes: 5e9 },
    since: NOW - 730 * 86_400_000,
    ...given,
  };
  return { storage, now: NOW, oldDays: 180, weekly: false, ...more };
}

describe('the card about storage', () => {
  it('holds the same figures in words and on the card', () => {
    const content = storageCard(viewOf());
    const text = JSON.stringify(seen(content).content);
    for (const figure of [
      '66.0 GB',
      '1,234 recordings',
      '5.0 GB',
      '11.0 GB',
      '3.0 GB',
      'Weekly planning',
    ]) {
      assert.ok(text.includes(figure), figure);
      assert.ok(content.markdown.includes(figure), figure);
    }
    assert.match(content.markdown, /- Jul 2026 – 11\.0 GB\n- Jun 2026 – 10\.0 GB/);
    assert.doesNotMatch(content.markdown, /Aug 2025|█/, 'months before the first recording');
    assert.doesNotMatch(content.markdown, /https:|Kx7pWm2Q/);
    assert.doesNotMatch(text, /Kx7pWm2Q|play\/1/);
    const [clean, ticks, ...links] = titles(content);
    assert.deepEqual([clean, ticks], ['Clean up…', 'Select several…']);
    assert.deepEqual(links, ['Show my recordings', 'Send it every week']);
  });

  it('says what changed', () => {
    const changed = (recordings: number, bytes: number): string =>
      storageCard(viewOf({}, { before: { recordings, bytes, countedAt: NOW - 7 * 86_400_000 } }))
        .markdown;
    assert.match(changed(1_230, 65e9), /1\.0 GB more than on 31 Jul 2026 \(\+4 recordings\)/);
    assert.match(changed(1_235, 68e9), /2\.0 GB less than on 31 Jul 2026 \(−1 recording\)/);
    assert.match(changed(1_233, 66e9), /as much as on 31 Jul 2026 \(\+1 recording\)/);
    assert.match(changed(1_234, 66e9), /Nothing has changed since 31 Jul 2026/);
  });

  it('offers no clean-up where there is nothing, and the other way of the weekly card', () => {
    const none = viewOf({ recordings: 0, bytes: 0, largest: [], sites: [] }, { weekly: true });
    const content = storageCard(none);
    assert.match(seen(content).text(), /You have no recordings/);
    assert.deepEqual(titles(content), ['Turn off the weekly card']);
    assert.doesNotMatch(content.markdown, /By month/);
    const young = storageCard(viewOf({ old: { recordings: 0, bytes: 0 } }));
    assert.match(young.markdown, /None is older than 180 days/);
  });

  it('says how far back it looked, in whole years', () => {
    const since = (years: number) =>
      storageCard(viewOf({ since: NOW - years * 365 * 86_400_000 })).markdown;
    assert.match(since(3), /1,234 recordings[^.]* 3 years/);
    assert.doesNotMatch(since(0.2), / 0 year/);
  });

  it('says of a recording and of a site what is known', () => {
    const largest = [recordingOf({ sizeBytes: undefined, durationSeconds: undefined })];
    const sites = [
      { siteUrl: 'acme.webex.com', recordings: 1, bytes: 2e9 },
      { siteUrl: '', recordings: 0, bytes: 0 },
    ];
    const text = seen(storageCard(viewOf({ largest, sites })))
      .text()
      .replaceAll('\u00A0', ' ');
    assert.match(text, /\n0 kB · /);
    assert.doesNotMatch(text, /NaN|undefined| min/);
    const few = (count: number): string =>
      JSON.stringify(seen(storageCard(viewOf({ sites: sites.slice(0, count) }))).content);
    assert.match(few(2), /"By site"/);
    assert.doesNotMatch(few(1), /"By site"/);
  });

  it('says how to get it each week, or to stop that', () => {
    assert.match(storageCard(viewOf()).markdown, /weekly on\*\* to get this every week/);
    const on = storageCard(viewOf({}, { weekly: true }));
    assert.match(on.markdown, /weekly off\*\* to stop getting this/);
  });

  it('says not that there is nothing where something could not be read', () => {
    for (const left of [{ unread: 1 }, { brokeOff: true }]) {
      const none = { recordings: 0, bytes: 0, largest: [], sites: [], ...left };
      const before = { recordings: 9, bytes: 9e9, countedAt: NOW - 7 * 86_400_000 };
      const text = seen(storageCard(viewOf(none, { before }))).text();
      assert.match(
        text,
        /^I found no recordings that I can show\n(1 recording could not be|Webex’s list broke off)/,
      );
      assert.doesNotMatch(text, /You have no|0 recordings|less than/);
    }
  });

  it('stays small and harmless, whatever people call their meetings', () => {
    const topic = `[x](https://evil.example) \${1+1} {{DATE(1)}} ${'很'.repeat(200)}`;
    const largest = Array.from({ length: 10 }, () => recordingOf({ topic, sizeBytes: undefined }));
    const sites = Array.from({ length: 9 }, (_, at) => ({
      siteUrl: at === 0 ? '' : `site-${at}.webex.com`,
      recordings: 1,
      bytes: 1e9,
    }));
    const content = storageCard(viewOf({ largest, sites }));
    const shown = seen(content);
    assert.ok(content.card !== undefined && bytesOf(content.card) < LARGEST_CARD_BYTES);
    assert.doesNotMatch(shown.text(), /\]\(|\$\{|site-6/);
    assert.match(JSON.stringify(shown.content), /Unknown\u00A0site/);
  });

  it('draws the months as bars in letters, by their share of the largest', () => {
    const bars = seen(storageCard(viewOf()))
      .text()
      .split('\n')
      .filter((line) => /^[█-▏]+$/.test(line));
    assert.equal(bars.length, 11);
    assert.deepEqual([bars[0], bars[1]], ['█'.repeat(12), `${'█'.repeat(10)}▉`]);
    assert.equal(bars.at(-1), '█▏');
  });

  it('has room for ten of them with topics as long as people write them', () => {
    const topic = 'Incident review: login outage of the 14th – timeline, root causes';
    const id = 'f'.repeat(32);
    const largest = Array.from({ length: 10 }, () => recordingOf({ id, topic, sizeBytes: 3e9 }));
    const full = months.map((month, at) => ({ ...month, recordings: 9, bytes: (at + 1) * 1e9 }));
    const { card = {} } = storageCard(viewOf({ largest, months: full }, { zone: 'Asia/Kolkata' }));
    assert.match(JSON.stringify(card), /The 10 largest/);
  });

  it('opens each of the largest, and all of them as checkboxes', () => {
    const content = storageCard(viewOf({ largest: [recordingOf({ id: 'a' })] }, { zone: 'UTC' }));
    const actions = seen(content)
      .parts()
      .flatMap(({ type, data }) => (type === 'Action.Submit' ? [data] : []));
    const list = writeState({
      ...latest(NOW, 1),
      span: ever({ now: NOW, zone: 'UTC' }),
      ...{ zone: 'UTC', sort: 'largest', filter: { shared: 'mine' } },
    });
    assert.deepEqual(actions.slice(1, 3), [
      { action: 'select', list },
      { action: 'more', recording: 'a', site: 'acme.webex.com', list: writeState(latest(NOW)) },
    ]);
  });
});

describe('the card of a count that takes long', () => {
  it('says how many of about how many, as far as the last count tells', () => {
    const told = (progress: Parameters<typeof countingCard>[0]) =>
      seen(countingCard(progress, NOW)).text();
    assert.match(told({ counted: 120, expected: 900 }), /\n120 of about 900 so far\./);
    assert.match(told({ counted: 1_234 }), /\n1,234 so far\./);
    assert.match(told({ counted: 901, expected: 900 }), /\n901 so far\./, 'there are more by now');
    const busy = told({ counted: 1, busyUntil: NOW + 30_000 });
    assert.match(busy, /1 so far\.\nWebex is busy; going on in 30 seconds\./);
    assert.deepEqual(titles(countingCard({ counted: 0 }, NOW)), ['Cancel']);
  });
});

const DAY = 86_400_000;
const NOON = Date.parse('2026-08-06T12:00:00Z');

describePglite('the counts of storage', ({ open }) => {
  it('give the latest one up to a time, and lose the old ones', async () => {
    const counts = storageSnapshotStore((await open()).db);
    await counts.add('p', { recordings: 1, bytes: 10 }, NOON);
    await counts.add('p', { recordings: 2, bytes: 20 }, NOON + DAY);
    await counts.add('q', { recordings: 9, bytes: 90 }, NOON + DAY);
    const first = { recordings: 1, bytes: 10, countedAt: NOON };
    assert.deepEqual(await counts.latestBefore('p', NOON + DAY - 1), first);
    assert.equal((await counts.latestBefore('p', NOON + DAY))?.recordings, 2);
    assert.equal(await counts.latestBefore('p', NOON - 1), undefined);
    await counts.tidy(NOON + 1);
    assert.equal(await counts.latestBefore('p', NOON + 1), undefined);
    assert.equal((await counts.latestBefore('p', NOON + DAY))?.bytes, 20);
  });
});
