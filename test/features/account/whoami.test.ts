import assert from 'node:assert/strict';
import { NotServed } from '../../../src/accounts/types.js';
import { whoami } from '../../../src/features/account/whoami.js';
import { seen, titles } from '../../bot/support/card.js';
import { type ScriptedClick, scriptedClick } from '../../bot/support/context.js';
import {
  ALICE,
  connect,
  ends,
  notServing,
  withAccounts,
  withoutAccounts,
} from './support/alice.js';

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
    assert.match(turn.only('reply').markdown, /connected since 7 Aug 2026\./);
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
