import assert from 'node:assert/strict';
import { connectAction, connectCommand } from '../../../src/features/account/connect.js';
import { seen, titles } from '../../bot/support/card.js';
import { press, type ScriptedClick, scriptedClick } from '../../bot/support/context.js';
import {
  ALICE,
  connect,
  LINK,
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

  it('says that it is not needed where one token acts for all', async () => {
    for (const authorityName of ['personal-token', 'service-app', 'admin-token'] as const) {
      const asked = scriptedClick(ALICE);
      await connectCommand(withoutAccounts({ authorityName })).run(asked, '');
      assert.match(seen(asked.only('reply')).text(), /^You need not connect/);
      // Not even where officers can connect.
      const beside = scriptedClick(ALICE);
      await connectCommand({ ...withAccounts(), authorityName }).run(beside, '');
      assert.match(seen(beside.only('reply')).text(), /^You need not connect/);
    }
  });

  it('tells a stranger that a personal token does not serve them', async () => {
    await connectCommand(withoutAccounts({ tokens: notServing })).run(turn, '');
    assert.match(seen(turn.only('reply')).text(), /only serve my owner/);
  });

  it('says, where its button is pressed, that it is not needed on a personal token', async () => {
    const actions = [connectAction(withoutAccounts())];
    await press([{ actions }], turn, { action: 'connect' });
    assert.match(seen(turn.only('update')).text(), /^You need not connect/);
  });
});
