import assert from 'node:assert/strict';
import { journey, type Journey } from '../support/journey.js';
import type { Client, SeenMessage } from '../support/people.js';
import { recordingsOf } from '../support/shelf.js';

/** What Webex's clients make something of, in a card or in markdown; our own date tokens are allowed. */
const LIVE = {
  link: /\][([:]/,
  address: /https?:\/\/|www\.\w/,
  expression: /\$\{/,
  token: /\{\{(?!(DATE|TIME)\(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ(,SHORT)?\)\}\})/,
  html: /[<>]/,
  direction: /[\u202A-\u202E\u2066-\u2069\u200E\u200F]/,
};

describe('journey: topics that want to be more than text', () => {
  let j: Journey;
  let alice: Client;
  const shown = new Map<string, SeenMessage>();
  before(async () => {
    j = await journey();
    alice = j.as('sandbox-alice');
    await alice.connects();
    let card = await alice.lists();
    for (let span = 0; span < 13; span += 1) {
      for (;;) {
        shown.set(JSON.stringify(card.content), card.message);
        if (!card.has('Older ›')) break;
        await card.click('Older ›');
        card = await alice.card();
      }
      await card.click('Earlier 30 days');
      card = await alice.card();
    }
  });
  after(() => j.end());

  const texts = (): string[] =>
    [...shown.values()].flatMap((message) => alice.see(message).text().split('\n'));

  it('all of them were shown', () => {
    const topics = [...shown.values()].flatMap((message) => alice.see(message).topics());
    const there = recordingsOf(j, 'alice@example.com').filter((r) => r.status === 'available');
    assert.equal(topics.length, there.length);
    for (const part of ['Sign in to keep', 'million', 'foo', 'kickoff', 'gpj', '設計', 'اجتماع']) {
      assert.ok(
        topics.some((topic) => topic.includes(part)),
        part,
      );
    }
  });

  for (const [what, pattern] of Object.entries(LIVE)) {
    it(`no ${what} is alive in a card`, () => {
      for (const text of texts()) assert.doesNotMatch(text, pattern);
    });

    it(`no ${what} is alive in the words for clients without cards`, () => {
      for (const { markdown = '' } of shown.values()) assert.doesNotMatch(markdown, pattern);
    });
  }

  it('what Webex makes of those words holds no link and no element of theirs', () => {
    for (const message of shown.values()) {
      assert.doesNotMatch(message.html ?? '', /<(a|script|b|img|spark-mention)\b/);
    }
  });

  it('no password stands in them, while the card has it behind a button', () => {
    const clear = recordingsOf(j, 'alice@example.com').flatMap(({ password = '' }) =>
      /[^*]/.test(password) ? [password] : [],
    );
    assert.ok(clear.length > 10);
    const cards = [...shown.keys()].join('\n');
    assert.ok(clear.some((password) => cards.includes(password)));
    for (const { markdown = '', text = '' } of shown.values()) {
      for (const password of clear) {
        assert.equal(markdown.includes(password) || text.includes(password), false);
      }
    }
  });

  it('asked for permanent deletion and moved, they are harmless still', async () => {
    const hostile = recordingsOf(j, 'alice@example.com').filter(
      ({ topic, status }) => /[<\]{\u202E]/.test(topic) && status === 'available',
    );
    assert.ok(hostile.length >= 6);
    for (const { id, siteUrl, topic } of hostile) {
      const target = { recording: id, site: siteUrl, topic };
      for (const action of ['ask-delete', 'trash', 'restore']) {
        await alice.submits((await alice.card()).message.id, { ...target, action });
        const card = await alice.card();
        for (const pattern of Object.values(LIVE)) {
          for (const text of card.text().split('\n')) assert.doesNotMatch(text, pattern);
          assert.doesNotMatch(card.message.markdown ?? '', pattern);
        }
      }
    }
  });
});
