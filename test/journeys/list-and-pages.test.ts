import assert from 'node:assert/strict';
import { CHANGES_AT_ONCE, journey, type Journey } from '../support/journey.js';
import type { Client } from '../support/people.js';

describe('journey: the list and its pages', () => {
  let j: Journey;
  let alice: Client;
  before(async () => {
    j = await journey({ sandbox: CHANGES_AT_ONCE });
    alice = j.as('sandbox-alice');
    await alice.connects();
  });
  after(() => j.end());

  it('comes at once when one has connected, and says what it holds', async () => {
    const card = await alice.card();
    assert.match(card.text(), /You are connected\./);
    assert.match(card.text(), /last 30 days\n1–5 of \d+ · as of \w{3} \d{1,2} \w{3}, \d{1,2}:\d\d/);
    assert.equal(card.topics().length, 5);
  });

  it('shows length, size and who shared it, Watch, and the password behind a button', async () => {
    const card = await alice.lists();
    assert.match(card.text(), /\d+ min · [\d.]+ (MB|GB)/);
    assert.ok(card.buttons('Watch').every(({ url }) => url?.startsWith('https://') === true));
    assert.ok(card.has('Password'));
    const passwords = card.parts().filter(({ id }) => String(id).startsWith('password-'));
    assert.ok(passwords.length > 0);
    for (const part of passwords) assert.equal(part.isVisible, false);
  });

  it('walks to older pages and back, in the same message', async () => {
    const first = await alice.lists();
    await first.click('Older ›');
    const second = await alice.card();
    assert.equal(second.message.id, first.message.id);
    assert.match(second.text(), /6–10 of /);
    assert.equal(
      second.topics().some((topic) => first.topics().includes(topic)),
      false,
    );
    await second.click('‹ Newer');
    assert.deepEqual((await alice.card()).topics(), first.topics());
  });

  it('reaches the end of the span, then the 30 days before it, and comes back', async () => {
    let card = await alice.lists();
    const seen = new Set(card.topics());
    while (card.has('Older ›')) {
      await card.click('Older ›');
      card = await alice.card();
      for (const topic of card.topics()) seen.add(topic);
    }
    assert.ok(seen.size > 15, String(seen.size));
    await card.click('Earlier 30 days');
    const earlier = await alice.card();
    assert.doesNotMatch(earlier.text(), /last 30 days/);
    assert.ok(earlier.topics().includes('Legacy migration workshop'), earlier.text());
    await earlier.click('Later 30 days');
    assert.match((await alice.card()).text(), /last 30 days\n1–5/);
  });

  it('shows what has come meanwhile when it is refreshed', async () => {
    const card = await alice.lists();
    await alice.api('POST', '/recordings/softDelete', recordingOf(card.trashData()));
    await card.click('Refresh');
    const fresh = await alice.card();
    assert.equal(fresh.message.id, card.message.id);
    assert.notDeepEqual(fresh.topics(), card.topics());
  });

  it('says the same in words for clients without cards, in their own time and without links', async () => {
    const card = await alice.lists();
    const words = card.message.markdown ?? '';
    for (const topic of card.topics()) assert.ok(words.includes(topic), topic);
    assert.match(words, /as of \w{3} \d{1,2} \w{3}, \d{1,2}:\d\d/);
    assert.doesNotMatch(words, /https?:|\{\{|password/i);
  });

  it('a page that was forged, or is none, is the latest list', async () => {
    const card = await alice.lists();
    for (const list of ['999999.0.0.0.0', '30.0.9999999999.100.0', "1' OR 1=1", '']) {
      await alice.submits(card.message.id, { action: 'page', list });
      assert.match((await alice.card()).text(), /last 30 days/, list);
    }
  });
});

function recordingOf({ recording, site }: Record<string, string>) {
  return { recordingIds: [recording], siteUrl: site };
}
