import assert from 'node:assert/strict';
import { type Sandbox, startSandbox } from '../../../sandbox/sandbox.js';
import { until } from '../../support/until.js';
import { type Call, clientOf } from '../support/client.js';
import { startReceiver } from '../support/receiver.js';

const ALICE = 'sandbox-alice';

describe('calls that are held', () => {
  let sandbox: Sandbox;
  let call: Call;
  beforeEach(async () => {
    sandbox = await startSandbox({ port: 0, seed: 'empty' });
    call = clientOf(sandbox);
  });
  afterEach(() => sandbox.stop());

  const statuses = (): number[] => sandbox.calls.list().map(({ status }) => status);
  const say = (text: string) =>
    call(ALICE, 'POST', '/messages', { toPersonEmail: 'recordings@webex.bot', text });
  const said = async (): Promise<unknown> =>
    (await call('sandbox-bot', 'GET', '/messages/direct?personEmail=alice@example.com')).body.items;

  it('wait, and come to nothing before they are let through', async () => {
    await say('one');
    const hold = sandbox.hold({ method: 'POST', path: /^\/messages$/ });
    const two = say('two');
    await until(() => hold.waiting() === 1);
    assert.equal(((await said()) as unknown[]).length, 1, 'other calls go on');
    hold.open();
    assert.equal((await two).status, 200);
    assert.equal((await say('three')).status, 200);
    assert.deepEqual([hold.came(), hold.waiting()], [1, 0]);
  });

  it('go through in their order, as many as may', async () => {
    const hold = sandbox.hold({ path: /people\/me/ });
    const done: number[] = [];
    const ask = async (nth: number): Promise<void> => {
      await call(ALICE, 'GET', '/people/me');
      done.push(nth);
    };
    const first = ask(1);
    await until(() => hold.waiting() === 1);
    const second = ask(2);
    await until(() => hold.waiting() === 2);
    assert.deepEqual(hold.who(), ['GET /people/me', 'GET /people/me']);
    hold.pass(1);
    await first;
    assert.deepEqual([done, hold.waiting()], [[1], 1]);
    hold.pass(2);
    await second;
    await ask(3);
    void ask(4);
    await until(() => hold.waiting() === 1);
    assert.deepEqual(done, [1, 2, 3]);
  });

  it('may be those of one token', async () => {
    const hold = sandbox.hold({ path: /people/, token: /^sandbox-alice$/ });
    assert.equal((await call('sandbox-bob', 'GET', '/people/me')).status, 200);
    const asking = call(ALICE, 'GET', '/people/me');
    await until(() => hold.waiting() === 1);
    hold.open();
    assert.equal((await asking).status, 200);
  });

  it('have been acted on, where it is the answer that is held', async () => {
    const hold = sandbox.hold({ method: 'POST', path: /^\/v1\/messages$/, when: 'done' });
    const saying = say('one');
    await until(() => hold.waiting() === 1);
    assert.equal(((await said()) as unknown[]).length, 1);
    assert.deepEqual(statuses(), [200], 'not answered yet');
    sandbox.letGo();
    const { status, body } = await saying;
    assert.deepEqual([status, body.text], [200, 'one']);
  });

  it('meet the faults that are in force when they are let through', async () => {
    const hold = sandbox.hold({ path: /people/ });
    const asking = call(ALICE, 'GET', '/people/me');
    await until(() => hold.waiting() === 1);
    sandbox.faults.set([{ status: 503 }]);
    hold.open();
    assert.equal((await asking).status, 503);
  });

  it('wait no more when who asked has gone', async () => {
    const hold = sandbox.hold({ path: /people/ });
    const leave = new AbortController();
    const asking = fetch(`${sandbox.apiUrl}/people/me`, { signal: leave.signal });
    await until(() => hold.waiting() === 1);
    leave.abort();
    await assert.rejects(asking);
    await until(() => hold.waiting() === 0);
    assert.deepEqual(statuses(), [0]);
  });

  it('may be deliveries to webhooks', async () => {
    const receiver = await startReceiver();
    await call('sandbox-bot', 'POST', '/webhooks', {
      ...{ name: 'Hook', targetUrl: receiver.url },
      ...{ resource: 'messages', event: 'created' },
    });
    const hold = sandbox.hold({ path: /^\/hook$/, when: 'delivery' });
    assert.equal((await say('one')).status, 200);
    await until(() => hold.waiting() === 1);
    assert.equal(receiver.deliveries.length, 0);
    hold.open();
    await sandbox.settled();
    assert.equal(receiver.deliveries.length, 1);
    sandbox.hold({ path: /^\/hook$/, when: 'delivery' });
    await say('two');
    await sandbox.stop();
    assert.equal(receiver.deliveries.length, 1);
    await receiver.stop();
  });
});
