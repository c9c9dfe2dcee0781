import assert from 'node:assert/strict';
import { CLEAN_UP, type BulkDeps } from '../../../src/features/bulk/index.js';
import {
  askEachMonth,
  monthlyCommand,
  stopAskingCommand,
} from '../../../src/features/clean-up/monthly.js';
import { NotConnected } from '../../../src/accounts/types.js';
import type { Settings } from '../../../src/settings/settings.js';
import { Permit } from '../../../src/util/permit.js';
import { seen } from '../../bot/support/card.js';
import { press, scriptedClick } from '../../bot/support/context.js';
import { describePglite } from '../../support/databases.js';
import { ALICE, BOB_ID, bulkStage, type BulkStage } from '../bulk/support/stage.js';

const NOW = Date.parse('2026-01-31T09:00:00Z');

describePglite('the question each month', ({ open }) => {
  let on: BulkStage;
  let deps: BulkDeps;
  beforeEach(async () => {
    on = await bulkStage(await open(), ['available'], false, {
      now: () => NOW,
      // For a button of a card that somebody with a role has.
      roles: { has: () => Promise.resolve(true) },
      hosts: {
        byEmail: () => Promise.resolve(undefined),
        byName: () => Promise.resolve([]),
        byId: () =>
          Promise.resolve({ personId: BOB_ID, email: 'bob@example.com', displayName: 'Bob' }),
      },
    });
    ({ deps } = on);
    const permit = Permit.ofEvent('messages:created:m1');
    await deps.settings.change(permit, ALICE.personId, { timeZone: 'UTC' });
  });
  afterEach(() => on.stop());

  const asked = async (): Promise<Settings['monthly']> =>
    (await deps.settings.of(ALICE.personId)).monthly;
  async function written(rest: string, command = monthlyCommand(deps)): Promise<string> {
    const click = scriptedClick(ALICE);
    await command.run(click, rest);
    return seen(click.only('reply')).text();
  }
  const ANY = { age: 0, unit: 'days', neverWatched: false };

  for (const [words, rule, filter] of [
    ['about recordings older than 180 days', { age: 180 }, {}],
    ['about all my recordings that are larger than 500 MB', { megabytes: 500 }, {}],
    ['never watched', { neverWatched: true }, {}],
    ['90 days', { age: 90 }, {}],
    ['after 2 weeks', { age: 14 }, {}],
    ['older than 2 months in mp4', { age: 2, unit: 'months' }, { format: 'MP4' }],
  ] as const) {
    it(`is asked from now on by “${words}”`, async () => {
      const text = await written(words);
      const { search, nextAt, address } = (await asked()) ?? {};
      assert.deepEqual(search, { rule: { ...ANY, ...rule }, filter });
      assert.deepEqual([nextAt, address], [Date.parse('2026-02-28T08:00:00Z'), ALICE.personId]);
      assert.match(text, /2026-02-28/);
    });
  }

  for (const [words, problem] of [
    ['last week', /age/],
    ['in the recycle bin', /age/],
    ['purple', /purple/],
    ['older than 11 years', /ten years/],
  ] as const) {
    it(`is not asked by “${words}”, which is no rule for each month`, async () => {
      assert.match(await written(words), problem);
      assert.equal(await asked(), undefined);
    });
  }

  it('takes a connection: who has none is asked for it, and nothing is set up', async () => {
    const tokens = { ...deps.tokens, get: () => Promise.reject(new NotConnected('never')) };
    await assert.rejects(
      written('older than 90 days', monthlyCommand({ ...deps, tokens })),
      NotConnected,
    );
    assert.equal(await asked(), undefined);
  });

  it('is told as it is, where nothing is said about it', async () => {
    const before = await written('');
    await written('older than 90 days');
    const monthly = await asked();
    for (const words of ['', 'on']) {
      const text = await written(words);
      assert.notEqual(text, before);
      assert.match(text, /older than 90 days/);
    }
    assert.deepEqual(await asked(), monthly);
  });

  for (const words of ['off', 'Never', 'stop', 'no']) {
    it(`ends with “${words}”`, async () => {
      await written('older than 90 days');
      await written(words);
      assert.equal(await asked(), undefined);
    });
  }

  it('ends with its own command', async () => {
    await written('older than 90 days');
    await written('', stopAskingCommand(deps));
    assert.equal(await asked(), undefined);
  });

  const search = {
    ...{ from: 0, to: NOW, filter: { format: 'MP4' } },
    rule: { ...ANY, age: 30, unit: 'days' },
  } as const;
  for (const [what, given, said, expected] of [
    ['a clean-up of one’s own', {}, undefined, { rule: search.rule, filter: search.filter }],
    ['one for another host', { hostId: BOB_ID }, undefined, undefined],
    ['fixed dates', {}, { zone: 'UTC', now: NOW }, undefined],
  ] as const) {
    it(`is ${expected ? '' : 'not '}asked from now on by the button of ${what}`, async () => {
      const all = { ...search, ...(said === undefined ? {} : { said }) };
      const data = { phase: 'choose', what: 'trash', search: all, seen: 1, found: 1 } as const;
      const job = await on.keep({ kind: CLEAN_UP, data, ...given });
      const click = scriptedClick(ALICE);
      const action = askEachMonth(deps);
      await press([{ actions: [action] }], click, { action: action.name, job: job.id });
      assert.deepEqual((await asked())?.search, expected);
      assert.equal(click.answers.length, 1, 'the card is shown again');
    });
  }

  it('takes a connection also by its button', async () => {
    const data = { phase: 'choose', what: 'trash', search, seen: 1, found: 1 } as const;
    const job = await on.keep({ kind: CLEAN_UP, data });
    const tokens = { ...deps.tokens, get: () => Promise.reject(new NotConnected('never')) };
    const inputs = { action: 'clean-up-monthly', job: job.id };
    const action = askEachMonth({ ...deps, tokens });
    await assert.rejects(
      press([{ actions: [action] }], scriptedClick(ALICE), inputs),
      NotConnected,
    );
    assert.equal(await asked(), undefined);
  });
});
