import assert from 'node:assert/strict';
import { journey, type Journey } from '../support/journey.js';
import { webexRetry } from '../../src/util/retry-policy.js';
import type { Client } from '../support/people.js';

const REFUSAL = /^\*\*Sorry, this bot isn’t set up for you\*\*/;

describe('journey: whom the bot serves', () => {
  let j: Journey;
  let alice: Client;
  let bob: Client;

  async function start(env: Record<string, string>): Promise<void> {
    j = await journey({ env, app: { eventWaits: [1, 1, 1] } });
    alice = j.as('sandbox-alice');
    bob = j.as('sandbox-bob');
  }
  afterEach(() => j.end());

  const lookUps = (): number =>
    j.calls('sandbox-bot').filter((call) => /^GET \/people\/(?!me$)/.test(call)).length;
  const told = async (client: Client): Promise<string> => (await client.lastHeard()).markdown ?? '';
  const asksForRecordings = (): boolean =>
    j.calls().some((call) => /recordings|access_token|meetingPreferences/.test(call));

  it('tells others kindly, with no button, and touches nothing of theirs', async () => {
    await start({ ALLOWED_PEOPLE: 'Alice@example.com' });
    for (const words of ['list', 'connect', 'help', 'history', 'nonsense']) {
      await bob.says(words);
      assert.match(await told(bob), REFUSAL);
      const parts = (await bob.card()).parts();
      assert.deepEqual(
        parts.filter(({ type }) => type?.startsWith('Action.')),
        [],
      );
    }
    assert.equal((await bob.heard()).length, 5, 'not welcomed either');
    assert.equal(asksForRecordings(), false);

    await alice.connects();
    j.sandbox.calls.clear();
    assert.match((await alice.lists()).text(), /Your recordings/);
    assert.equal(lookUps(), 0, 'words say enough');
  });

  it('asks who clicks on somebody else’s card, once, and shows them nothing', async () => {
    await start({ ALLOWED_PEOPLE: 'alice@example.com' });
    const room = await j.group();
    await alice.saysIn(room, 'help');
    const help = (await bob.heardIn(room)).at(-1);
    assert.ok(help);
    j.sandbox.calls.clear();
    for (const title of ['list', 'connect']) await bob.submits(help.id, { action: title });
    const [one, other] = (await bob.heardIn(room)).slice(-2);
    for (const said of [one, other]) assert.match(said?.markdown ?? '', REFUSAL);
    assert.deepEqual(await bob.heard(), []);
    assert.equal(lookUps(), 1);
    assert.equal(asksForRecordings(), false);
  });

  it('admits by organisation, in words and clicks', async () => {
    const org = Buffer.from('ciscospark://us/ORGANIZATION/11111111-2222-4333-8444-555555555555');
    await start({ ALLOWED_ORGS: org.toString('base64'), ALLOWED_DOMAINS: 'elsewhere.example' });
    await alice.says('list');
    assert.match(await told(alice), REFUSAL);
    const { orgId } = await bob.api<{ orgId: string }>('GET', '/people/me');
    await j.end();
    await start({ ALLOWED_ORGS: orgId });
    await alice.connects();
    const list = await alice.lists();
    await list.click('Older ›');
    assert.match((await alice.card()).text(), /6–10 of/);
    assert.equal(lookUps(), 1);
  });

  it('admits nobody while Webex cannot say who they are, and answers when it can', async () => {
    await start({ ALLOWED_ORGS: '11111111-2222-4333-8444-555555555555' });
    const times = 2 * (1 + webexRetry.retries);
    j.sandbox.faults.set([{ method: 'GET', path: '/people/[^m]', status: 503, times }]);
    await alice.says('list');
    assert.match(await told(alice), REFUSAL);
    assert.ok(lookUps() > times);
    assert.equal(asksForRecordings(), false);
  });
});
