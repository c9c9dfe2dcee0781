import assert from 'node:assert/strict';
import { explain } from '../../src/bot/ui/problem.js';
import { type CallKind, CALL_KINDS, WebexRefused, kindOf } from '../../src/webex/errors.js';
import { reasonRows, statusRows, type StatusRow } from '../support/errors-doc.js';
import { CHANGES_AT_ONCE, journey, type Journey } from '../support/journey.js';
import type { Client, SeenCard } from '../support/people.js';
import { everyStatus, recordingsOf } from '../support/shelf.js';
import { webexRetry } from '../../src/util/retry-policy.js';

/** The statuses that the Recordings documents list for every call, and silence. */
const DOCUMENTED = '400 401 403 404 405 409 410 415 423 428 429 500 502 503 504'.split(' ');

/** What each change is called, where it goes, and what is said when it failed. */
const CHANGES = {
  trash: {
    method: 'POST',
    path: '/recordings/softDelete$',
    failed: 'was not moved to the recycle bin',
  },
  restore: { method: 'POST', path: '/recordings/restore$', failed: 'was not restored' },
  delete: { method: 'DELETE', path: '/recordings/[^/]+$', failed: 'was not deleted' },
};

/** A call of each kind. */
const CALLS: Readonly<Record<CallKind, { method: string; path: string }>> = {
  list: { method: 'GET', path: '/recordings' },
  look: { method: 'GET', path: '/recordings/r1' },
  change: { method: 'POST', path: '/recordings/softDelete' },
  report: { method: 'GET', path: '/recordingReport/accessDetail' },
  message: { method: 'POST', path: '/messages' },
  token: { method: 'POST', path: '/access_token' },
};

describe('the meaning of every status to every kind of call', () => {
  for (const kind of CALL_KINDS) {
    const at = CALLS[kind];
    it(`stands in the docs: ${kind}`, () => {
      assert.equal(kindOf(at), kind);
      const told = statusRows(kind).map(({ status }) => status);
      assert.deepEqual(told, [...DOCUMENTED, 'no answer']);
      for (const { status, told: what, advice, button } of statusRows(kind)) {
        // Without a token people read the card that asks them to connect.
        if (status === 'no answer' || (status === '401' && kind !== 'message')) continue;
        const meaning = explain(new WebexRefused(at, Number(status)));
        assert.deepEqual([meaning.what, meaning.advice], [what, advice], status);
        const isButton = [meaning.retry && 'Try again', meaning.connect && 'Connect again'];
        assert.equal(
          isButton.find((title) => title !== false),
          button,
          status,
        );
      }
    });
  }

  for (const { reason, words, told, advice, button } of reasonRows()) {
    it(`goes by what Webex says: ${reason}`, () => {
      for (const kind of ['list', 'look', 'change', 'report'] as const) {
        for (const [said, errors] of [
          [words, []],
          ['Access denied', [words]],
        ] as const) {
          const at = CALLS[kind];
          const refused = new WebexRefused(at, 403, { reason: said, complaints: errors });
          const meaning = explain(refused);
          // Reports, transcripts and summaries have licences of their own.
          const what =
            kind === 'report' ? told.replace('recording licence', 'licence for this') : told;
          assert.deepEqual([meaning.what, meaning.advice], [what, advice]);
          assert.equal(meaning.connect !== undefined, button === 'Connect again');
        }
      }
    });
  }
});

describe('journey: every error that Webex documents', () => {
  let j: Journey;
  let alice: Client;
  before(async () => {
    j = await journey({
      sandbox: CHANGES_AT_ONCE,
      app: { wait: (ms) => new Promise((done) => setTimeout(done, ms / 1_000)) },
    });
    alice = j.as('sandbox-alice');
    await alice.connects();
  });
  afterEach(() => j.sandbox.faults.set([]));
  after(() => j.end());

  const faultOf = ({ status }: StatusRow, method: string, path: string): object =>
    status === 'no answer'
      ? { method, path, cut: 'before' }
      : { method, path, status: Number(status) };
  const callsTo = (method: string, path: string): number =>
    j.sandbox.calls
      .list()
      .filter((call) => call.method === method && new RegExp(path).test(call.path)).length;
  const assertTracked = (card: SeenCard, { status }: StatusRow): void => {
    const tracked = /Webex trackingId: \S+/.test(card.text());
    assert.equal(tracked, status !== 'no answer' && status !== '401', card.text());
    const isFinal = Number(status) < 500 && !['401', '423', '428', '429'].includes(status);
    const says = `Webex says: “The sandbox was told to answer ${status}.”`;
    assert.equal(card.text().replaceAll('\u2060', '').includes(says), isFinal, card.text());
    assert.doesNotMatch(j.log(), /sandbox was told/);
  };
  const assertButton = (card: SeenCard, { button }: StatusRow): void => {
    for (const title of ['Try again', 'Connect again', 'Connect']) {
      assert.equal(card.has(title), title === button, title);
    }
  };

  /** A recording that is in Alice’s recycle bin from the start. */
  const binned = (): Record<string, string> => {
    const found = recordingsOf(j, 'alice@example.com').find(({ status }) => status === 'deleted');
    assert.ok(found);
    return { recording: found.id, site: found.siteUrl };
  };

  for (const row of statusRows('list')) {
    it(`${row.status} to a list`, async () => {
      const before = everyStatus(j);
      j.sandbox.calls.clear();
      j.sandbox.faults.set([faultOf(row, 'GET', '/recordings$')]);
      const card = await alice.lists();
      assert.ok(card.text().startsWith(`${row.told}\n${row.advice}`), card.text());
      assertTracked(card, row);
      assertButton(card, row);
      // A 504 is met by smaller pages first: of 100, of 33, and then of 11 as often as usual.
      const larger = row.status === '504' ? 2 : 0;
      assert.equal(callsTo('GET', '/recordings$'), larger + row.asked);
      assert.deepEqual(everyStatus(j), before);
    });
  }

  for (const row of statusRows('change')) {
    for (const [action, { method, path, failed }] of Object.entries(CHANGES)) {
      it(`${row.status} to ${action}`, async () => {
        const list = await alice.lists();
        const target = action === 'restore' ? binned() : list.trashData();
        const inputs = { ...target, action };
        const before = everyStatus(j);
        j.sandbox.calls.clear();
        j.sandbox.faults.set([faultOf(row, method, path)]);
        await alice.submits(list.message.id, inputs);
        const card = await alice.card();
        if (row.status === '401') {
          assert.ok(card.text().startsWith(`${row.told}\n${row.advice}`), card.text());
        } else {
          const reason = `${row.told} ${row.advice}`;
          assert.ok(card.text().includes(`${failed}: nothing was changed. ${reason}`), card.text());
          assertTracked(card, row);
          assertButton(card, row);
        }
        assert.equal(callsTo(method, path), row.asked);
        assert.deepEqual(everyStatus(j), before);
      });
    }
  }

  for (const row of statusRows('look').filter(({ status }) => /40[039]/.test(status))) {
    it(`${row.status} to a look`, async () => {
      const list = await alice.lists();
      j.sandbox.faults.set([faultOf(row, 'GET', '/recordings/[^/]+$')]);
      await alice.submits(list.message.id, { ...list.trashData(), action: 'more' });
      const card = await alice.card();
      assert.ok(card.text().startsWith(`${row.told}\n${row.advice}`), card.text());
      assertButton(card, row);
    });
  }

  for (const { reason, words, told, advice } of reasonRows()) {
    it(`${reason} is said in our words, of a list and of a change`, async () => {
      const list = await alice.lists();
      j.sandbox.faults.set([{ path: '/recordings(/softDelete)?$', status: 403, message: words }]);
      assert.ok((await alice.lists()).text().startsWith(`${told}\n${advice}`));
      await alice.submits(list.message.id, { ...list.trashData(), action: 'trash' });
      const card = alice.see((await alice.heard()).find(({ id }) => id === list.message.id)).text();
      assert.ok(card.includes(`nothing was changed. ${told} ${advice}`), card);
      assert.doesNotMatch(card, /Webex says/);
      assert.ok(!j.log().includes(words));
    });
  }

  it('a person without a site is told so by every list, and of no recording that it is gone', async () => {
    const list = await alice.lists();
    const { sites } = j.sandbox.world.people.byEmail('alice@example.com') ?? {};
    j.sandbox.changePerson('alice@example.com', { sites: [] });
    for (const words of ['list', 'bin', 'storage', 'clean up older than 60 days']) {
      assert.match((await alice.lists(words)).text(), /Your account has no Webex site\./, words);
    }
    await alice.submits(list.message.id, { ...list.trashData(), action: 'trash' });
    const card = alice.see((await alice.heard()).find(({ id }) => id === list.message.id)).text();
    assert.match(card, /nothing was changed\. Your account has no Webex site\./);
    j.sandbox.changePerson('alice@example.com', { sites });
  });

  it('Webex’s own words are made harmless', async () => {
    const message = 'See [here](https://evil.example) ${x} <b>@all</b>';
    j.sandbox.faults.set([{ path: '/recordings$', status: 403, message }]);
    const text = (await alice.lists()).text();
    assert.doesNotMatch((await alice.lastHeard()).markdown ?? '', /Webex says|here/);
    assert.match(text, /Webex says: “See \[here\]/);
    assert.doesNotMatch(text, /\]\(|https:\/\/|\$\{|<b>|(?<!\u2060)@/);
  });

  const FAR = [
    { status: 429, after: '120', told: 'Try again in 2 minutes.' },
    { status: 423, after: '45', told: 'Try again in 45 seconds.' },
    { status: 429, after: 'a date', told: 'Try again in 10 minutes.' },
  ];
  for (const { status, after, told } of FAR) {
    it(`${status} with Retry-After: ${after} is told at once, with a button`, async () => {
      const at = after === 'a date' ? new Date(Date.now() + 598_000).toUTCString() : after;
      const list = await alice.lists();
      const before = everyStatus(j);
      j.sandbox.calls.clear();
      j.sandbox.faults.set([{ path: '/recordings', status, headers: { 'Retry-After': at } }]);
      await list.trashes();
      const card = await alice.card();
      assert.ok(card.text().includes(told), card.text());
      assert.equal(callsTo('POST', '/softDelete$'), 1);
      assert.deepEqual(everyStatus(j), before);
      assert.ok((await alice.lists()).text().includes(told));
      j.sandbox.faults.set([]);
      await card.click('Try again');
      assert.match((await alice.heard()).map(({ text }) => text).join('\n'), /Moved “/);
    });
  }

  for (const status of [423, 429]) {
    it(`${status} with a short Retry-After is waited out in silence`, async () => {
      const headers = { 'Retry-After': '0' };
      j.sandbox.faults.set([{ path: '/recordings', status, headers, times: 2 }]);
      assert.match((await alice.lists()).text(), /Your recordings/);
    });
  }

  it('“Try again” after a failed list lists', async () => {
    j.sandbox.faults.set([{ path: '/recordings$', status: 500 }]);
    const card = await alice.lists('list 3');
    j.sandbox.faults.set([]);
    await card.click('Try again');
    assert.match((await alice.card()).text(), /1–3 of 3\+/);
  });

  it('a page that fails keeps its place: “Try again” leads there', async () => {
    await (await alice.lists()).click('Older ›');
    const list = await alice.card();
    j.sandbox.faults.set([{ path: '/recordings$', status: 503 }]);
    await list.click('Refresh');
    const problem = await alice.card();
    assert.equal(problem.message.id, list.message.id);
    j.sandbox.faults.set([]);
    await problem.click('Try again');
    assert.match((await alice.card()).text(), /6–10 of/);
  });

  it('a body that comes slowly, or a cut or a 5xx that passes, is not noticed', async () => {
    for (const fault of [
      { slowBodyMs: 30 },
      { cut: 'after', times: 2 },
      { cut: 'before', times: 2 },
      { status: 502, times: 2 },
    ]) {
      j.sandbox.faults.set([{ path: '/recordings$', ...fault }]);
      assert.match((await alice.lists()).text(), /Your recordings/);
    }
  });

  it('an answer that cannot be read is said to be one', async () => {
    j.sandbox.faults.set([{ path: '/recordings$', status: 200 }]);
    assert.match((await alice.lists()).text(), /I couldn’t read the answer from Webex\./);
  });
});

describe('journey: a Webex that never answers', () => {
  let j: Journey;
  before(async () => {
    j = await journey({ app: { timeoutMs: 1000, retry: { ...webexRetry, retries: 0 } } });
    await j.as('sandbox-alice').connects();
  });
  after(() => j.end());

  it('is told as such, and nothing has happened', async () => {
    const alice = j.as('sandbox-alice');
    const list = await alice.lists();
    const before = everyStatus(j);
    j.sandbox.faults.set([{ path: '/recordings(/softDelete)?$', latencyMs: 60_000 }]);
    const card = await alice.lists();
    assert.match(card.text(), /^Webex didn’t answer\.\nTry again in a minute\./);
    await list.trashes();
    const told = (await alice.heard()).find(({ id }) => id === list.message.id);
    assert.match(
      alice.see(told).text(),
      /was not moved to the recycle bin: nothing was changed\. Webex didn’t answer\./,
    );
    assert.deepEqual(everyStatus(j), before);
  });
});
