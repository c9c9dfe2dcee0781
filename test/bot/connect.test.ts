import assert from 'node:assert/strict';
import { NotServed } from '../../src/accounts/types.js';
import { askToConnect, type ConnectDeps, connectCard } from '../../src/bot/connect.js';
import type { Content } from '../../src/webex/messages.js';
import { seen } from './support/card.js';
import { readableLog } from './support/log.js';

describe('the invitation to connect', () => {
  for (const [reason, title] of [
    ['asked', 'Connect your Webex account'],
    ['never', 'Connect your Webex account'],
    ['over', 'Connect your Webex account again'],
  ] as const) {
    it(`${reason}: carries the link in the card alone`, () => {
      const content = connectCard(reason, 'https://webexapis.com/v1/authorize?state=s');
      assert.equal(seen(content).link('Connect'), 'https://webexapis.com/v1/authorize?state=s');
      assert.doesNotMatch(content.markdown, /authorize|state=/);
      assert.match(content.markdown, new RegExp(`^\\*\\*${title}\\*\\*`));
      assert.deepEqual(seen(content).dataOf('New link'), { action: 'connect' });
    });
  }
});

describe('asking to connect', () => {
  const oauth = {
    start: (_actor: unknown, role = 'own') => Promise.resolve(`https://w.example/${role}`),
  };
  const tokens = { get: () => Promise.resolve({ token: 't' }) };
  const messaging = { edit: () => Promise.reject(new Error('not here')) };
  const { log } = readableLog();
  const own: ConnectDeps = {
    ...{ accounts: { oauth }, tokens, authorityName: 'own' },
    ...{ messaging, log },
  };
  const ask = async (
    deps: ConnectDeps,
    reason: Parameters<typeof askToConnect>[2],
    scope?: 'organization',
  ) => {
    const answers: Content[] = [];
    const answer = (content: Content) => {
      answers.push(content);
      return Promise.resolve(undefined);
    };
    const actor = { personId: 'alice', ...(scope === undefined ? {} : { scope }) };
    await askToConnect(answer, actor, reason, deps);
    assert.equal(answers.length, 1);
    return seen(answers[0] ?? { markdown: '' });
  };

  it('gives a link for what the person does', async () => {
    assert.equal((await ask(own, 'never')).link('Connect'), 'https://w.example/own');
    const officer = await ask({ ...own, authorityName: 'service-app' }, 'never', 'organization');
    assert.equal(officer.link('Connect'), 'https://w.example/officer');
    assert.match(officer.text(), /as a compliance officer I need your permission/);
  });

  it('says that there is no need to where one token acts for all', async () => {
    const deps: ConnectDeps = { ...own, accounts: undefined, authorityName: 'personal-token' };
    assert.match((await ask(deps, 'asked')).text(), /You don’t need to connect/);
  });

  it('says that the token has ended, or that the bot is not for this person', async () => {
    const deps: ConnectDeps = { ...own, authorityName: 'service-app' };
    assert.match((await ask(deps, 'over')).text(), /My access to Webex has ended/);
    const refusing = { get: () => Promise.reject(new NotServed('other-organisation')) };
    const stranger = await ask({ ...deps, tokens: refusing }, 'asked');
    assert.match(stranger.text(), /only serves one organisation/);
  });
});
