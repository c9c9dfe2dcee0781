import assert from 'node:assert/strict';
import type { Journey } from '../support/journey.js';
import { OLD_DUMP, oldButtons, type Upgraded, upgraded } from '../support/old-world.js';
import type { Client } from '../support/people.js';
import { recordingsOf } from '../support/shelf.js';
import { until } from '../support/until.js';

/*
 * What test/fixtures/version-0.1 holds was made by running version 0.1 (commit 62166c6) against its
 * sandbox on the embedded database, on a clock set to the morning of 3 March 2025. Alice, Bob, Carol,
 * an administrator and an officer went through its conversations. At the end Alice's clean-up was held
 * after its first batch, Bob's move of one recording before Webex heard of it, and Carol's search; then
 * the folder of the database was copied, as after a crash.
 *
 *  - database.sql is that copy, by pg_dump with its rows as INSERTs: the old schema, the migrations
 *    that it knows, pg-boss's tables, rows in each table. One row that no conversation leaves behind
 *    was written by the old version's own audit: an attempt that nobody comes back to. The tokens are
 *    the sandbox's, sealed with the key of test/support/old-world.ts.
 *  - buttons.json has each kind of button that its cards carried, with what it sends.
 *  - world.json is what its Webex held then; test/support/old-world.ts makes it again.
 */

describe('the dump of version 0.1', () => {
  it('has rows in every table, as its schema was', () => {
    const tables = namesAfter(/^CREATE TABLE public\.(\w+)/gm);
    const filled = namesAfter(/^INSERT INTO public\.(\w+)/gm);
    assert.equal(tables.length, 12);
    assert.deepEqual(filled, tables);
  });

  it('has jobs and events in every state', () => {
    for (const state of ['asking', 'running', 'paused', 'cancelled', 'done', 'waiting', 'dead']) {
      assert.ok(OLD_DUMP.includes(`, '${state}', `), state);
    }
  });
});

/** Access tokens have ended by then, and refresh tokens have not. */
const LATER = '2025-03-20T10:00:00Z';

describe('journey: a database of version 0.1 goes on', () => {
  for (const kind of ['postgres', 'pglite'] as const) {
    describe(kind, () => {
      let old: Upgraded;
      let j: Journey;
      let alice: Client;
      let bob: Client;
      let carol: Client;
      before(async () => {
        old = await upgraded(kind, { notifyEveryMs: 200 });
        j = old.j;
        [alice, bob, carol] = [j.as('sandbox-alice'), j.as('sandbox-bob'), j.as('sandbox-carol')];
        await j.rest();
      });
      after(() => j.end());

      it('a clean-up that was under way ends, and asks for nothing twice', async () => {
        const due = recordingsOf(j, 'alice@example.com').filter(({ topic }) =>
          topic.startsWith('Old '),
        );
        assert.equal(due.length, 6);
        for (const { topic, status } of due) assert.equal(status, 'deleted', topic);
        const reports = await saidTo(alice, /^\*\*Moved 6 recordings .* to the recycle bin/);
        assert.equal(reports.length, 1);
        const asked = j.calls('oauth:alice').filter((call) => call.includes('softDelete'));
        assert.equal(asked.length, 1, 'only the batch that Webex had not heard of');
      });

      it('a search that was under way shows its list', async () => {
        assert.equal((await saidTo(carol, /the longest first.*– 4 recordings/)).length, 1);
      });

      it('what was waiting is answered once, in its order', async () => {
        const [moved, who, ...more] = await saidTo(bob, /./);
        assert.match(moved ?? '', /^Moved “Bob’s call 2” to the recycle bin/);
        assert.match(who ?? '', /^\*\*You are bob/);
        assert.deepEqual(more, []);
        const [call] = recordingsOf(j, 'bob@example.com').filter((r) => r.topic === 'Bob’s call 2');
        assert.equal(call?.status, 'deleted');
      });

      it('people stay connected', async () => {
        for (const [person, words] of [
          [alice, 'list'],
          [bob, 'list'],
          [carol, 'list'],
          [j.as('sandbox-admin'), 'for bob@example.com list'],
          [j.as('sandbox-officer'), 'compliance list'],
        ] as const) {
          const list = await person.lists(words);
          assert.ok(list.topics().length > 0, list.text());
        }
        assert.deepEqual(tokensAsked(j), []);
      });

      it('what was done stands in the history, and what was left open is settled', async () => {
        await until(() => j.log().includes('audit entries reconciled'));
        const { markdown: hers = '' } = (await alice.lists('history')).message;
        assert.match(hers, /06:59 CET – “Wrong room”: moved to the recycle bin$/m);
        // What a job changed is one line.
        assert.match(hers, /6 recordings: moved to the recycle bin$/m);
        assert.match(hers, /deleted permanently$/m);
        const { markdown: admins = '' } = (await j.as('sandbox-admin').lists('history')).message;
        assert.match(admins, /restored – for Bob Brandt/);
        const { markdown: his = '' } = (await j.as('sandbox-officer').lists('history')).message;
        assert.match(his, /deleted permanently – as a compliance officer/);
      });

      it('settings are kept', async () => {
        const { markdown: hers = '' } = (await alice.lists('settings')).message;
        const kept = [
          'Time zone: Berlin (Europe)',
          '[x] Message me when a recording is ready',
          '[x] Send me a storage card every week',
          '[x] Quiet hours',
          'From: 21:30',
          'To: 08:00',
        ];
        for (const one of kept) assert.ok(hers.includes(one), `${one} in:\n${hers}`);
        const { markdown: his = '' } = (await bob.lists('settings')).message;
        assert.match(his, /Time zone: Kathmandu \(Asia\)\n- \[ \] Message me/);
      });

      it('what rested goes on by its old button', async () => {
        const olds = (): string[] =>
          recordingsOf(j, 'bob@example.com')
            .filter(({ topic }) => topic.startsWith('Bob’s old '))
            .map(({ status }) => status)
            .sort();
        assert.deepEqual(olds(), ['available', 'available', 'deleted', 'deleted']);
        const [goOn] = oldButtons.filter(
          ({ who, data }) => who === 'bob' && data.action === 'job-resume',
        );
        assert.ok(goOn);
        assert.match(await old.press(goOn), /^\*\*Moved 4 recordings .* to the recycle bin/m);
        assert.deepEqual(olds(), ['deleted', 'deleted', 'deleted', 'deleted']);
      });

      it('a Connect link of before still connects', async () => {
        const site = j.as('sandbox-siteadmin');
        const { status, text } = await site.follows(old.link);
        assert.equal(status, 200, text);
        assert.match((await site.lists('whoami')).text(), /You are connected/);
      });

      it('quiet hours end, and what they held back is told; a Monday has its card', async () => {
        const told = () => saidTo(alice, /^\*\*Your recording is ready[^]*Too early call/);
        const weekly = () => saidTo(alice, /^\*\*Your recordings use/);
        assert.deepEqual([await told(), await weekly()], [[], []]);
        old.passUntil('2025-03-03T07:00:30Z');
        await until(async () => (await told()).length > 0, 'that she is told');
        await until(async () => (await weekly()).length > 0, 'that the weekly card comes');
        await j.rest();
        assert.deepEqual([(await told()).length, (await weekly()).length], [1, 1]);
        assert.deepEqual(await saidTo(alice, /^\*\*Your recording is ready[^]*Morning call/), []);
      });

      it('an old refresh token renews', async () => {
        const before = tokensAsked(j).length;
        old.passUntil(LATER);
        assert.ok((await alice.lists()).topics().length > 0);
        assert.equal(tokensAsked(j).length, before + 1);
      });
    });
  }
});

/** What the bot has said to somebody since the upgrade, and in cards as they are, oldest first. */
async function saidTo(person: Client, words: RegExp): Promise<string[]> {
  const said = (await person.heard()).map(({ markdown = '' }) => markdown);
  return said.filter((markdown) => words.test(markdown));
}

function tokensAsked(j: Journey): string[] {
  return j.calls().filter((call) => call.includes('/access_token'));
}

function namesAfter(words: RegExp): string[] {
  const names = [...OLD_DUMP.matchAll(words)].flatMap(([, name]) => name ?? []);
  return [...new Set(names)].sort();
}
