import assert from 'node:assert/strict';
import type { TokenProvider } from '../../../src/accounts/token-provider.js';
import type { Host } from '../../../src/accounts/types.js';
import {
  hostsShown,
  renderListPage,
  shownOf,
  cancelledCard,
  outcomeCard,
  searchingCard,
  stateForHost,
  whichHostCard,
} from '../../../src/features/list/page.js';
import { binDates } from '../../../src/features/list/row.js';
import type { Audit } from '../../../src/audit/audit.js';
import { inZoneOf } from '../../../src/bot/ui/text-of-card.js';
import { latest, writeState } from '../../../src/query/list-state.js';
import { type SettingsStore, settingsSchema } from '../../../src/settings/settings.js';
import { HOUR } from '../../../src/util/time.js';
import type { WebexClient } from '../../../src/webex/client.js';
import { WebexUnreachable } from '../../../src/webex/errors.js';
import { seen, titles } from '../../bot/support/card.js';
import { NOW, recordingOf, recordingsOf, stateOfList } from '../../bot/support/recordings.js';
import { ALICE, ALICE_ID } from '../bulk/support/stage.js';
import { scriptedClient } from '../../support/scripted-client.js';

const bob: Host = { personId: 'bob', email: 'bob@example.com', displayName: 'Bob' };
const away = new WebexUnreachable({ method: 'GET', path: '/people' }, 'ECONNRESET');
const listing = (...emails: (string | undefined)[]) => ({
  recordings: emails.map((hostEmail, at) => recordingOf({ id: `r${at}`, hostEmail })),
  more: false,
});

describe('what a page of a list shows', () => {
  it('is five, and the last five, in case the page is no longer exists', () => {
    const shown = (count: number, start: number) =>
      shownOf(stateOfList({ start }), { recordings: recordingsOf(count), more: false }).map(
        ({ id }) => id,
      );
    assert.deepEqual(shown(12, 5).slice(0, 5), ['r6', 'r7', 'r8', 'r9', 'r10']);
    assert.deepEqual(shown(12, 20), ['r8', 'r9', 'r10', 'r11', 'r12']);
  });
});

describe('the hosts of a page of everyone’s', () => {
  const site = stateOfList({ scope: 'site' });
  /** @param asked takes every address that is asked for */
  const hosts = (answer: () => Promise<Host | undefined>, asked: string[] = []) => ({
    hosts: {
      byEmail: (email: string) => {
        asked.push(email);
        return answer();
      },
      byName: () => Promise.resolve([]),
      byId: () => Promise.resolve(undefined),
    },
  });

  it('are asked for once each, and only those on the page', async () => {
    const asked: string[] = [];
    const others = Array.from({ length: 11 }, (_, at) => `p${at}@example.com`);
    const found = await hostsShown(
      hosts(() => Promise.resolve(bob), asked),
      site,
      listing('Bob@example.com', 'Bob@example.com', undefined, '', 'p@example.com', ...others),
    );
    assert.deepEqual(asked.slice(0, 2), ['Bob@example.com', 'p@example.com']);
    assert.equal(asked.length, 7);
    assert.equal(found.get('bob@example.com'), bob);
  });

  it('are not asked for where the list is one person’s', async () => {
    const asked: string[] = [];
    const given = hosts(() => Promise.resolve(bob), asked);
    for (const state of [stateOfList(), stateOfList({ scope: 'organization' })]) {
      assert.equal((await hostsShown(given, state, listing('bob@example.com'))).size, 0);
    }
    assert.deepEqual(asked, []);
  });

  it('are missing where Webex knows nobody, or does not answer; a defect is handed on', async () => {
    for (const answer of [() => Promise.resolve(undefined), () => Promise.reject(away)]) {
      const found = await hostsShown(hosts(answer), site, listing('bob@example.com'));
      assert.equal(found.size, 0);
    }
    const defect = hosts(() => Promise.reject(new TypeError('x')));
    await assert.rejects(hostsShown(defect, site, listing('bob@example.com')), TypeError);
  });
});

const tokens = { get: () => Promise.resolve({ token: 't' }) } as unknown as TokenProvider;
/** Nobody else is known, and the reader has chosen nothing. */
const aboutReader = {
  hosts: {
    byEmail: () => Promise.resolve(undefined),
    byName: () => Promise.resolve([]),
    byId: () => Promise.resolve(undefined),
  },
  settings: { of: () => Promise.resolve(settingsSchema.parse({})) } as unknown as SettingsStore,
  ...{ tokens, now: () => NOW },
};

describe('what can still be undone of a list', () => {
  const script = scriptedClient();
  const details = (status: string) =>
    script.server.will({ json: { ...recordingOf({ id: 'gone', topic: '1. Old' }), status } });
  /** @param binnedAt milliseconds since the epoch; undefined where the audit's last change is another */
  const page = async (binnedAt: number | undefined) => {
    const binned = new Map(binnedAt === undefined ? [] : [['gone', binnedAt]]);
    const audit = { binnedSince: () => Promise.resolve(binned) } as unknown as Audit;
    const deps = { ...aboutReader, audit, webex: script.webex };
    const state = stateOfList({ undo: ['gone'] });
    return seen(
      await renderListPage(deps, { personId: 'alice' }, state, { listing: listing('') }),
    ).text();
  };

  it('stays on its pages by name, while it is in the recycle bin', async () => {
    details('deleted');
    assert.match(await page(NOW - 3 * HOUR), /^Moved “1\u2060\. Old” to the recycle bin\. You can/);
    details('available');
    assert.doesNotMatch(await page(NOW - 3 * HOUR), /Moved/);
  });

  it('stays below another outcome, by name', async () => {
    details('deleted');
    const audit = { binnedSince: () => Promise.resolve(new Map([['gone', NOW]])) };
    const deps = { ...aboutReader, audit: audit as unknown as Audit, webex: script.webex };
    const undo = { title: 'Undo', data: { action: 'restore', recording: 'other' } };
    const outcome = { style: 'good', text: 'Moved', buttons: [undo] } as const;
    const state = stateOfList({ undo: ['other', 'gone'] });
    const found = { listing: listing('') };
    const content = await renderListPage(deps, { personId: 'alice' }, state, found, outcome);
    assert.deepEqual(titles(content).slice(0, 2), ['Undo', 'Undo “1\u2060. Old”']);
    assert.equal(seen(content).dataOf('Undo “1\u2060. Old”').recording, 'gone');
  });

  it('is gone after a day, after another change, and where Webex does not tell the topic', async () => {
    assert.doesNotMatch(await page(NOW - 24 * HOUR), /Moved/);
    assert.doesNotMatch(await page(undefined), /Moved/);
    assert.deepEqual(script.queries(), []);
    script.server.will({ status: 404 });
    assert.doesNotMatch(await page(NOW), /Moved/);
    script.server.will({ status: 403 });
    assert.doesNotMatch(await page(NOW), /Moved/);
  });
});

describe('since when recordings are in the recycle bin', () => {
  const auditOf = (asked: (readonly string[])[]) =>
    ({
      audit: {
        binnedSince: (ids: readonly string[]) => {
          asked.push(ids);
          return Promise.resolve(new Map([['r2', 1]]));
        },
      },
    }) as unknown as Parameters<typeof binDates>[0];

  it('is asked about those that are in it, and about no others', async () => {
    const asked: (readonly string[])[] = [];
    const there = recordingOf({ id: 'r1' });
    const binned = recordingOf({ id: 'r2', status: 'deleted' });
    assert.equal((await binDates(auditOf(asked), [there, binned])).get('r2'), 1);
    assert.equal((await binDates(auditOf(asked), [there])).size, 0);
    assert.deepEqual(asked, [['r2']]);
  });

  it('stands on the page, which says on whose behalf it is', async () => {
    const deps = { ...aboutReader, ...auditOf([]), webex: {} as WebexClient };
    const found = { listing: listing('bob@example.com') };
    const own = await renderListPage(deps, { personId: 'alice' }, stateOfList(), found);
    assert.doesNotMatch(seen(own).text(), /Bob/);
    const acting = { personId: 'alice', onBehalfOf: bob };
    const theirs = await renderListPage(deps, acting, stateOfList({ host: 'bob' }), found);
    assert.match(seen(theirs).text(), /^.*Bob/);
  });

  it('has its times as they stay: nobody asks for the reader’s zone again', async () => {
    const deps = { ...aboutReader, ...auditOf([]), webex: {} as WebexClient };
    const found = { listing: listing('bob@example.com') };
    const page = await renderListPage(deps, { personId: 'alice' }, stateOfList(), found);
    assert.match(JSON.stringify(page.card), /\{\{DATE\(/);
    const unread = { of: () => Promise.reject(new Error('asked')) };
    assert.equal(await inZoneOf('alice', unread, page), page);
  });
});

const MARCH = Date.parse('2026-03-01T00:00:00Z');

describe('the cards of a search', () => {
  const state = stateOfList({ sort: 'largest' });

  it('say how far it is, and offer to cancel it', () => {
    const content = searchingCard(state, { count: 1_240, since: MARCH }, 0);
    assert.match(seen(content).text(), /1,240 found so far, back to March 2026\./);
    const data = { action: 'cancel-search', list: writeState(state) };
    assert.deepEqual(seen(content).dataOf('Cancel'), data);
    const own = seen(searchingCard(state, { count: 1 }, 0)).text();
    assert.match(own, /^Searching your recordings…\n1 found so far\./);
    const host = '11111111-1111-4111-8111-111111111111';
    for (const other of [{ host }, { scope: 'site' }, { scope: 'organization' }] as const) {
      const theirs = seen(searchingCard({ ...state, ...other }, { count: 1 }, 0)).text();
      assert.match(theirs, /^Searching recordings…/);
    }
  });

  it('says that Webex is busy, and when it goes on', () => {
    const busy = searchingCard(state, { count: 1, busyUntil: 30_000 }, 500);
    assert.match(seen(busy).text(), /Webex is busy; going on in 30 seconds\./);
    assert.doesNotMatch(seen(searchingCard(state, { count: 1 }, 500)).text(), /busy/);
  });

  it('offer the quicker order after a cancelled search in another', () => {
    const sorted = cancelledCard(state, { count: 0 });
    assert.deepEqual(titles(sorted), ['Search again', 'Newest first', 'Last 30 days']);
    assert.equal(seen(sorted).dataOf('Search again').list, writeState(state));
    const newest = writeState({ ...state, sort: 'newest' });
    assert.equal(seen(sorted).dataOf('Newest first').list, newest);
    const plain = cancelledCard(stateOfList(), { count: 0 });
    assert.deepEqual(titles(plain), ['Search again', 'Last 30 days']);
  });

  it('put the outcome of a click first, with its own buttons before the list', () => {
    const buttons = [{ title: 'Undo', data: { action: 'restore' } }];
    const notice = { style: 'good', text: 'Moved “Falcon”.', detail: 'x', buttons } as const;
    const failed = outcomeCard(notice, state);
    assert.match(seen(failed).text(), /^Moved “Falcon”\.\nWebex couldn’t give me the list/);
    assert.deepEqual(titles(failed), ['Undo', 'Show the list']);
    const refresh = { action: 'refresh', list: writeState(state) };
    assert.deepEqual(seen(failed).dataOf('Show the list'), refresh);
    assert.match(seen(outcomeCard(notice, state, true)).text(), /It will appear here/);
  });
});

const host = (displayName: string, personId: string): Host => ({
  ...{ displayName, personId },
  email: `${displayName.toLowerCase()}@example.com`,
});
const BOB = host('Bob', '22222222-2222-4222-8222-222222222222');
const CAROL = host('Carol', '33333333-3333-4333-8333-333333333333');

const OWN = latest(Date.now());

/** What an administrator is shown for these conditions. */
async function asked(filter: object, isAdministrator = true) {
  const all = [BOB, CAROL, host('Alice', ALICE_ID)];
  const deps = {
    roles: { has: () => Promise.resolve(isAdministrator) },
    hosts: {
      byEmail: (email: string) => Promise.resolve(all.find((one) => one.email === email)),
      byName: (name: string) =>
        Promise.resolve(all.filter((one) => one.displayName.toLowerCase() === name)),
    },
  } as unknown as Parameters<typeof stateForHost>[0];
  return await stateForHost(deps, ALICE, { ...OWN, filter });
}

describe('a list of somebody, for an administrator', () => {
  it('is that of the only one with the name', async () => {
    const { state } = await asked({ of: 'bob', format: 'MP4' });
    assert.deepEqual([state.host, state.filter], [BOB.personId, { format: 'MP4' }]);
  });

  for (const filter of [{ hostedBy: 'bob or carol' }, { of: 'bob or carol' }])
    it(`of two is one at a time, with a button each: ${Object.keys(filter).join('')}`, async () => {
      const { state, of = [] } = await asked(filter);
      assert.deepEqual([state.filter, of], [{}, [BOB, CAROL]]);
      const card = whichHostCard(state, of);
      assert.match(seen(card).text(), /one host at a time/);
      assert.deepEqual(
        titles(card).map((title) => title.split(' ')[0]),
        ['Bob', 'Carol'],
      );
    });

  it('is one’s own where not all that are named are hosts', async () => {
    const filter = { of: 'bob or standup' };
    assert.deepEqual(await asked(filter), { state: { ...OWN, filter }, isOfHost: false });
  });

  it('is nobody’s else for others than administrators', async () => {
    const filter = { hostedBy: 'bob or carol' };
    assert.deepEqual(await asked(filter, false), { state: { ...OWN, filter } });
  });
});
