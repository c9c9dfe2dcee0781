import assert from 'node:assert/strict';
import { disconnect, type DisconnectDeps } from '../../../src/features/account/disconnect.js';
import { seen } from '../../bot/support/card.js';
import { scriptedClick } from '../../bot/support/context.js';
import { ALICE, ALICE_ID, connect, withAccounts } from './support/alice.js';

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

  it('says when there is nothing to forget', async () => {
    for (const accounts of [withAccounts().accounts, undefined]) {
      const turn = scriptedClick(ALICE);
      await disconnect(depsOf(accounts)).run(turn, '');
      assert.match(seen(turn.only('reply')).text(), /^You are not connected/);
    }
  });
});
