import assert from 'node:assert/strict';
import type { AccountStore } from '../../src/accounts/account-store.js';
import type { OAuthFlow } from '../../src/accounts/oauth-flow.js';
import { NotServed } from '../../src/accounts/types.js';
import type { Command } from '../../src/bot/command.js';
import { commands } from '../../src/bot/commands.js';
import type { Deps } from '../../src/features/deps.js';
import { uuidOf } from '../../src/webex/ids.js';
import { seen, titles } from '../bot/support/card.js';
import { type SandboxDeps, sandboxDeps } from '../bot/support/deps.js';
import { type ScriptedClick, scriptedClick } from '../bot/support/context.js';
import { describePglite } from '../support/databases.js';
import { memoryAccounts } from '../support/memory-accounts.js';

const LINK = 'https://webexapis.com/v1/authorize?state=s';

describePglite('commands', ({ open }) => {
  let on: SandboxDeps;
  let store: AccountStore;
  let connected: Deps;
  let turn: ScriptedClick;
  beforeEach(async () => {
    on = await sandboxDeps(await open());
  });
  afterEach(() => on.stop());
  beforeEach(() => {
    store = memoryAccounts();
    const oauth: OAuthFlow = {
      start: () => Promise.resolve(LINK),
      complete: () => Promise.reject(new Error('not here')),
      cancel: () => Promise.resolve(),
      tidy: () => Promise.resolve(),
    };
    connected = { ...on.deps, accounts: { store, oauth } };
    turn = scriptedClick(on.alice);
  });

  function command(name: string): Command {
    const found = commands.find((one) => one.name === name);
    assert.ok(found);
    return found;
  }
  async function connect(): Promise<void> {
    await store.put({
      personId: uuidOf(on.alice.personId),
      email: on.alice.email,
      tokens: { accessToken: 'a', accessExpiresAt: 0, refreshToken: 'r', refreshExpiresAt: 0 },
      connectedAt: Date.parse('2026-08-07T10:00:00Z'),
    });
  }

  describe('list', () => {
    it('tells the person their recordings', async () => {
      await command('list').run(turn, '', on.deps);
      const card = seen(turn.only('reply'));
      assert.equal(card.topics().length, 5);
      assert.match(card.text(), /last 30 days/);
    });

    for (const rest of ['3', 'last 3', 'Latest  3', 'top 3']) {
      it(`lists three for “list ${rest}”`, async () => {
        on.sandbox.calls.clear();
        await command('list').run(turn, rest, on.deps);
        assert.equal(seen(turn.only('reply')).topics().length, 3);
        assert.equal(on.sandbox.calls.list()[0]?.query.max, '3');
      });
    }

    it('lists one, and a hundred', async () => {
      await command('list').run(turn, '1', on.deps);
      await command('list').run(turn, '100', on.deps);
      assert.deepEqual(
        turn.answers.map(({ content }) => seen(content).topics().length),
        [1, 5],
      );
    });

    for (const rest of ['0', '1001', '-1', '1000000000', '00', 'top 0']) {
      it(`says what it can list for “list ${rest}”, without asking for recordings`, async () => {
        on.sandbox.calls.clear();
        await command('list').run(turn, rest, on.deps);
        const card = seen(turn.only('reply'));
        assert.match(card.text(), /I can list 1 to 1000 recordings/);
        assert.ok(card.has('Search'));
        assert.ok(!on.sandbox.calls.list().some(({ path }) => path.endsWith('/recordings')));
      });
    }
  });

  describe('connect', () => {
    it('gives a link to who has no account yet', async () => {
      await command('connect').run(turn, '', connected);
      assert.equal(seen(turn.only('reply')).link('Connect'), LINK);
    });

    it('offers a new connection to who has one', async () => {
      await connect();
      await command('connect').run(turn, '', connected);
      assert.match(seen(turn.only('reply')).text(), /^You are connected/);
      assert.deepEqual(titles(turn.only('reply')), ['Show my recordings', 'Connect again']);
    });

    it('says that it is not needed where one token acts for all', async () => {
      for (const authorityName of ['personal-token', 'service-app', 'admin-token'] as const) {
        const asked = scriptedClick(on.alice);
        await command('connect').run(asked, '', { ...on.deps, authorityName });
        assert.match(seen(asked.only('reply')).text(), /^You need not connect/);
        // Not even where officers can connect.
        const beside = scriptedClick(on.alice);
        await command('connect').run(beside, '', { ...connected, authorityName });
        assert.match(seen(beside.only('reply')).text(), /^You need not connect/);
      }
    });

    it('tells a stranger that a personal token does not serve them', async () => {
      const tokens = { ...on.deps.tokens, get: () => Promise.reject(new NotServed()) };
      await command('connect').run(turn, '', { ...on.deps, tokens });
      assert.match(seen(turn.only('reply')).text(), /only serve my owner/);
    });
  });

  describe('disconnect', () => {
    it('forgets the account', async () => {
      await connect();
      await command('disconnect').run(turn, '', connected);
      assert.match(seen(turn.only('reply')).text(), /^Disconnected/);
      assert.equal(await store.get(uuidOf(on.alice.personId)), undefined);
    });

    it('says when there is nothing to forget', async () => {
      await command('disconnect').run(turn, '', connected);
      assert.match(seen(turn.only('reply')).text(), /^You are not connected/);
      const personal = scriptedClick(on.alice);
      await command('disconnect').run(personal, '', on.deps);
      assert.match(seen(personal.only('reply')).text(), /^You are not connected/);
    });
  });

  describe('whoami', () => {
    it('tells who and since when', async () => {
      await connect();
      await command('whoami').run(turn, '', connected);
      const text = seen(turn.only('reply')).text();
      assert.match(text, /^You are alice\u2060@\u2060example\u2060\.com/);
      assert.match(text, /since \{\{DATE\(2026-08-07T10:00:00Z,SHORT\)\}\}/);
      assert.match(turn.only('reply').markdown, /connected since 7 Aug 2026:/);
    });

    it('offers to connect', async () => {
      await command('whoami').run(turn, '', connected);
      assert.match(seen(turn.only('reply')).text(), /You are not connected/);
      assert.deepEqual(titles(turn.only('reply')), ['Connect']);
    });

    it('tells the owner of the personal token', async () => {
      const nameless = scriptedClick({ ...on.alice, email: '' });
      await command('whoami').run(nameless, '', {
        ...on.deps,
        authorityName: 'personal-token',
      });
      assert.match(seen(nameless.only('reply')).text(), /^You\nI act with the personal token/);
    });

    it('rejects for strangers of a personal token', async () => {
      const tokens = { ...on.deps.tokens, get: () => Promise.reject(new NotServed()) };
      await assert.rejects(
        command('whoami').run(turn, '', {
          ...on.deps,
          ...{ tokens, authorityName: 'personal-token' },
        }),
        NotServed,
      );
    });
  });

  describe('help', () => {
    it('tells of every command, for everyone', async () => {
      await command('help').run(turn, '', on.deps);
      const text = seen(turn.only('say')).text();
      for (const { help } of commands.filter(({ name }) => name !== 'help')) {
        assert.ok(text.includes(help), help);
      }
    });
  });
});
