import assert from 'node:assert/strict';
import { LARGEST_CARD_BYTES, bytesOf } from '../../../src/bot/ui/card.js';
import {
  notOfferedCard,
  notifyStatusCard,
  readyCard,
  remindStatusCard,
  weeklyStatusCard,
} from '../../../src/features/notify/cards.js';
import { settingsSchema } from '../../../src/settings/settings.js';
import { seen, titles } from '../../bot/support/card.js';
import { NOW, recordingOf, recordingsOf } from '../../bot/support/recordings.js';

describe('the card about ready recordings', () => {
  it('shows one with all that helps, and no password', () => {
    const content = readyCard([recordingOf()], NOW);
    const card = seen(content);
    assert.match(card.text(), /Your recording is ready/);
    assert.match(card.text(), /45 min · 145 MB/);
    assert.equal(card.link('Watch'), 'https://acme.webex.com/play/1');
    assert.deepEqual(titles(content), [
      'Watch',
      'Details',
      'Show my recordings',
      'Turn notifications off',
    ]);
    assert.doesNotMatch(JSON.stringify(content), /Kx7pWm2Q/);
    assert.match(content.markdown, /Weekly planning – 6 Aug 2026, 08:00 UTC · 45 min · 145 MB/);
    assert.doesNotMatch(content.markdown, /https:/);
  });

  it('counts several, and leaves what is too much to the list', () => {
    const content = readyCard(recordingsOf(11), NOW);
    assert.match(seen(content).text(), /11 recordings are ready[^]*And 3 more/);
    assert.match(content.markdown, /And 3 more/);
  });

  it('shows fewer where their topics are too long for one card', () => {
    for (const topic of ['很'.repeat(300), '😀'.repeat(200), '👩‍👩‍👧‍👦'.repeat(200)]) {
      const content = readyCard(recordingsOf(8, { topic }), NOW);
      const { card = {}, markdown } = content;
      assert.ok(bytesOf(card) <= LARGEST_CARD_BYTES, String(bytesOf(card)));
      const rows = seen(content).topics().length;
      assert.ok(rows >= 3);
      if (rows < 8) assert.ok(markdown.includes(`And ${8 - rows} more`));
    }
  });

  it('offers to watch only what can be watched', () => {
    const content = readyCard([recordingOf({ playbackUrl: undefined, siteUrl: undefined })], NOW);
    assert.equal(seen(content).has('Watch'), false);
    assert.equal(seen(content).dataOf('Details').site, '');
  });
});

describe('the cards about being told', () => {
  it('say how it stands, and offer the other way', () => {
    const off = settingsSchema.parse({});
    assert.deepEqual(titles(notifyStatusCard(off)), ['Turn on', 'Show my recordings']);
    assert.deepEqual(titles(weeklyStatusCard(off)), ['Send it every week', 'Show my storage']);
    const quiet = { from: '22:00', to: '07:00' };
    const on = settingsSchema.parse({ tellWhenReady: true, weekly: true, quiet });
    assert.match(seen(notifyStatusCard(on)).text(), /From 22:00 to 07:00 \(UTC\)/);
    // What stands out is not the way out.
    const shown = titles(notifyStatusCard(on)).slice(0, 2);
    assert.deepEqual(shown, ['Show my recordings', 'Turn off']);
    assert.match(seen(weeklyStatusCard(on)).text(), /Mondays at 8:00 \(UTC\)/);
    for (const [from, to, time] of [
      ['22:00', '09:30', '9:30'],
      ['07:00', '12:00', '12:00'],
      ['08:00', '08:15', '8:15'],
      ['06:00', '08:00', '8:00'],
      ['09:00', '07:00', '8:00'],
    ] as const) {
      const late = { ...on, remind: true, quiet: { from, to } };
      assert.ok(seen(weeklyStatusCard(late)).text().includes(`Mondays at ${time} (UTC)`), from);
      assert.ok(seen(remindStatusCard(late)).text().includes(`, at ${time} (UTC)`), from);
    }
    assert.ok(seen(weeklyStatusCard({ ...on, timeZone: 'Europe/Berlin' })).has('Turn off'));
    assert.match(seen(notOfferedCard('organisation')).text(), /with your organisation’s access/);
    assert.match(seen(notOfferedCard('no-address')).text(), /no address that Webex can call/);
  });
});
