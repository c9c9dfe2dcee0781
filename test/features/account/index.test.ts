import assert from 'node:assert/strict';
import { NotServed } from '../../../src/accounts/types.js';
import {
  type DisconnectDeps,
  cancelAction,
  connectAction,
  connectCommand,
  disconnect,
  whoami,
} from '../../../src/features/account/index.js';
import { Permit } from '../../../src/util/permit.js';
import { seen, titles } from '../../bot/support/card.js';
import { type ScriptedClick, press, scriptedClick } from '../../bot/support/context.js';
import {
  ALICE,
  ALICE_ID,
  LINK,
  connect,
  ends,
  notServing,
  withAccounts,
  withoutAccounts,
} from './support/alice.js';

describe('connect', () => {
  let turn: ScriptedClick;
  beforeEach(() => {
    turn = scriptedClick(ALICE);
  });

  it('gives a link to who has no account yet', async () => {
    await connectCommand(withAccounts()).run(turn, '');
    assert.equal(seen(turn.only('reply')).link('Connect'), LINK);
  });

  it('offers a new connection to who has one', async () => {
    const deps = withAccounts();
    await connect(deps);
    await connectCommand(deps).run(turn, '');
    assert.match(seen(turn.only('reply')).text(), /^You are connected/);
    assert.deepEqual(titles(turn.only('reply')), ['Show my recordings', 'Connect again']);
  });

  it('gives a link to whose connection is over', async () => {
    const deps = withAccounts();
    await connect(deps);
    await ends(deps);
    await connectCommand(deps).run(turn, '');
    assert.match(seen(turn.only('reply')).text(), /has ended or was withdrawn/);
    assert.equal(seen(turn.only('reply')).link('Connect'), LINK);
  });

  it('cancelled leaves a connection that there is, and says so', async () => {
    const deps = withAccounts();
    const cancel = async (): Promise<readonly [string, readonly string[]]> => {
      const click = scriptedClick(ALICE);
      await press([{ actions: [cancelAction(deps)] }], click, { action: 'connect-cancel' });
      return [seen(click.only('update')).text(), titles(click.only('update'))];
    };
    const said = /connected\nI no longer wait for you to sign in\. Nothing was changed\.$/;
    const [never] = await cancel();
    assert.match(never, said);
    assert.match(never, /^You are not connected/);
    await connect(deps);
    const [kept, buttons] = await cancel();
    assert.match(kept, said);
    assert.match(kept, /^You are connected/);
    assert.deepEqual(buttons, ['Show my recordings', 'New code']);
    await ends(deps);
    assert.match((await cancel())[0], /^You are not connected/);
  });

  it('says that it is not needed where one token acts for all', async () => {
    for (const authorityName of ['personal-token', 'service-app', 'admin-token'] as const) {
      const asked = scriptedClick(ALICE);
      await connectCommand(withoutAccounts({ authorityName })).run(asked, '');
      assert.match(seen(asked.only('reply')).text(), /^You don’t need to connect/);
      // Not even where officers can connect.
      const beside = scriptedClick(ALICE);
      await connectCommand({ ...withAccounts(), authorityName }).run(beside, '');
      assert.match(seen(beside.only('reply')).text(), /^You don’t need to connect/);
    }
  });

  it('tells a stranger that a personal token does not serve them', async () => {
    await connectCommand(withoutAccounts({ tokens: notServing })).run(turn, '');
    assert.match(seen(turn.only('reply')).text(), /only serves its owner/);
  });

  it('says, where its button is pressed, that it is not needed on a personal token', async () => {
    const actions = [connectAction(withoutAccounts())];
    await press([{ actions }], turn, { action: 'connect' });
    assert.match(seen(turn.only('update')).text(), /^You don’t need to connect/);
  });
});

describe('disconnect', () => {
  /** Whose settings were forgotten, and in what order with the rest. */
  let done: string[];
  beforeEach(() => {
    done = [];
  });
  const depsOf = (accounts: DisconnectDeps['accounts']): DisconnectDeps => ({
    accounts,
    settings: {
      of: () => Promise.reject(new Error('not here')),
      change: () => Promise.reject(new Error('not here')),
      forget: (personId) => Promise.resolve(void done.push(`settings of ${personId}`)),
    },
    onDisconnect: async () => {
      const account = await accounts?.store.get(ALICE_ID);
      done.push(`taken back ${account === undefined ? 'without' : 'with'} a token`);
    },
  });

  it('forgets the account', async () => {
    const deps = withAccounts();
    await connect(deps);
    const turn = scriptedClick(ALICE);
    await disconnect(depsOf(deps.accounts)).run(turn, '');
    assert.match(seen(turn.only('reply')).text(), /^Disconnected/);
    assert.equal(await deps.accounts.store.get(ALICE_ID), undefined);
  });

  it('takes back what was made at Webex while the token is still there', async () => {
    const deps = withAccounts();
    await connect(deps);
    await disconnect(depsOf(deps.accounts)).run(scriptedClick(ALICE), '');
    assert.deepEqual(done, ['taken back with a token', `settings of ${ALICE_ID}`]);
  });

  it('says the same again where the answer could not be sent', async () => {
    const deps = withAccounts();
    await connect(deps);
    const command = disconnect(depsOf(deps.accounts));
    const turn = scriptedClick(ALICE);
    const permit = Permit.ofEvent('messages:created:m1');
    const reply = () => Promise.reject(new Error('busy'));
    await assert.rejects(command.run({ ...turn, permit, reply }, ''));
    await command.run({ ...turn, permit }, '');
    assert.match(seen(turn.only('reply')).text(), /^Disconnected/);
    const other = scriptedClick(ALICE);
    await command.run({ ...other, permit: Permit.ofEvent('messages:created:m2') }, '');
    assert.match(seen(other.only('reply')).text(), /^You are not connected/);
  });

  it('says when there is nothing to forget', async () => {
    for (const accounts of [withAccounts().accounts, undefined]) {
      const turn = scriptedClick(ALICE);
      await disconnect(depsOf(accounts)).run(turn, '');
      assert.match(seen(turn.only('reply')).text(), /^You are not connected/);
    }
  });
});

describe('whoami', () => {
  let turn: ScriptedClick;
  beforeEach(() => {
    turn = scriptedClick(ALICE);
  });

  it('tells who and since when', async () => {
    const deps = withAccounts();
    await connect(deps);
    await whoami(deps).run(turn, '');
    const text = seen(turn.only('reply')).text();
    assert.match(text, /^You are alice\u2060@\u2060example\u2060\.com/);
    assert.match(text, /since \{\{DATE\(2026-08-07T10:00:00Z,SHORT\)\}\}/);
    assert.match(turn.only('reply').markdown, /You are connected \(since 7 Aug 2026\)\./);
  });

  it('tells who to a click, which comes without an address', async () => {
    const deps = withAccounts();
    await connect(deps);
    const nameless = scriptedClick({ personId: ALICE.personId });
    await whoami(deps).run(nameless, '');
    assert.match(seen(nameless.only('reply')).text(), /^You are alice/);
  });

  it('offers to connect', async () => {
    await whoami(withAccounts()).run(turn, '');
    assert.match(seen(turn.only('reply')).text(), /You are not connected/);
    assert.deepEqual(titles(turn.only('reply')), ['Connect']);
  });

  it('says that a connection is over, once Webex has refused it', async () => {
    const deps = withAccounts();
    await connect(deps);
    await ends(deps);
    await whoami(deps).run(turn, '');
    const content = turn.only('reply');
    assert.match(seen(content).text(), /Your connection to Webex has ended or was withdrawn/);
    assert.deepEqual(titles(content), ['Connect']);
  });

  it('tells the owner of the personal token', async () => {
    const nameless = scriptedClick({ personId: ALICE.personId });
    await whoami(withoutAccounts({ authorityName: 'personal-token' })).run(nameless, '');
    assert.match(seen(nameless.only('reply')).text(), /^You\nI use the personal access token/);
  });

  it('rejects for strangers of a personal token', async () => {
    const deps = withoutAccounts({ tokens: notServing, authorityName: 'personal-token' });
    await assert.rejects(whoami(deps).run(turn, ''), NotServed);
  });
});
