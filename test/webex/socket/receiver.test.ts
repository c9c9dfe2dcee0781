import assert from 'node:assert/strict';
import { type Sandbox, startSandbox } from '../../../sandbox/sandbox.js';
import { type SocketReceiverDeps, socketReceiver } from '../../../src/webex/socket/receiver.js';
import { readableLog } from '../../bot/support/log.js';
import { until } from '../../support/until.js';

const BOT = 'recordings@webex.bot';
const WDM = '/wdm/api/v1/devices';

describe('the web socket', () => {
  let sandbox: Sandbox;
  let running: ReturnType<typeof socketReceiver>[];
  const { log, lines } = readableLog();
  before(async () => {
    sandbox = await startSandbox({ port: 0, seed: 'empty' });
  });
  beforeEach(() => {
    running = [];
    sandbox.calls.clear();
  });
  afterEach(async () => {
    for (const one of running) await one.stop();
    sandbox.faults.set([]);
    sandbox.change({ mostDevices: 100 });
    for (const { url } of await devices()) await fetch(url, { method: 'DELETE', headers });
  });
  after(() => sandbox.stop());

  const headers = { authorization: 'Bearer sandbox-bot', 'content-type': 'application/json' };
  const devices = async (): Promise<{ url: string; name: string }[]> => {
    const answer = await fetch(sandbox.url + WDM, { headers });
    if (answer.status === 404) return [];
    return ((await answer.json()) as { devices: { url: string; name: string }[] }).devices;
  };
  const register = (name: string): Promise<Response> => {
    const names = ['deviceName', 'localizedModel', 'model', 'systemName', 'systemVersion'];
    const said = Object.fromEntries(names.map((each) => [each, 'x']));
    const body = JSON.stringify({ ...said, name, deviceType: 'DESKTOP' });
    return fetch(sandbox.url + WDM, { method: 'POST', headers, body });
  };
  const asked = (method: string): number =>
    sandbox.calls.list().filter((call) => call.method === method && call.path.startsWith(WDM))
      .length;
  const open = (changes: Partial<SocketReceiverDeps> = {}): ReturnType<typeof socketReceiver> => {
    const one = socketReceiver({
      u2cUrl: sandbox.u2cUrl,
      token: 'sandbox-bot',
      locks: { tryTake: () => Promise.resolve(true), release: () => Promise.resolve() },
      accept: () => Promise.resolve(),
      lastHeardAt: () => Promise.resolve(0),
      onOpen: () => undefined,
      log,
      now: Date.now,
      random: () => 0,
      retry: { retries: 0, firstWaitMs: 1 },
      timing: { reconnect: { firstWaitMs: 10 }, standbyMs: 10, readyMs: 2_000 },
      ...changes,
    });
    running.push(one);
    return one;
  };
  const say = async (): Promise<void> => {
    const body = JSON.stringify({ toPersonEmail: BOT, text: 'list' });
    const alice = { ...headers, authorization: 'Bearer sandbox-alice' };
    await fetch(`${sandbox.apiUrl}/messages`, { method: 'POST', headers: alice, body });
  };

  it('registers a device once, and uses it again at the next start', async () => {
    const first = open();
    assert.match(first.problem() ?? '', /not open yet/);
    await first.ensure();
    assert.equal(first.problem(), undefined);
    await first.stop();
    await open().ensure();
    assert.deepEqual([asked('POST'), asked('PUT')], [1, 1]);
  });

  it('registers another one in place of a device that is known and does not work', async () => {
    await open().ensure();
    await running[0]?.stop();
    // Listed and renewed, and gone for the socket.
    const [device] = await devices();
    const { pathname } = new URL(device?.url ?? '');
    await fetch(`${sandbox.url}${pathname}`, { method: 'DELETE', headers });
    const listed = { method: 'GET', path: WDM, times: 1, status: 200, body: { devices: [device] } };
    const renewed = { method: 'PUT', path: WDM, times: 1, status: 200, body: device };
    sandbox.faults.set([listed, renewed]);
    const one = open();
    await assert.rejects(one.ensure(), /did not open \(4404\)/);
    await one.ensure();
    assert.equal(one.problem(), undefined);
    assert.equal((await devices()).length, 1);
  });

  for (const [whose, name] of [
    ['of its own', 'webex-recordings-bot'],
    ['of others', 'another-program'],
  ] as const) {
    it(`makes room where devices ${whose} have used up all that Webex allows`, async () => {
      sandbox.change({ mostDevices: 3 });
      for (let one = 0; one < 3; one += 1) await register(name);
      // Only what is not known can be in the way.
      const none = { method: 'GET', path: WDM, times: 1, status: 200, body: { devices: [] } };
      sandbox.faults.set([none]);
      await open().ensure();
      assert.equal(sandbox.sockets.open, 1);
      const left = (await devices()).filter((device) => device.name === 'another-program');
      assert.equal(left.length, whose === 'of others' ? 2 : 0);
    });
  }

  it('sends the token to no address but Webex’s', async () => {
    for (const wdm of ['https://wdm.example.com/api', 'http://wdm-a.wbx2.com/api', 'nonsense']) {
      const body = { serviceLinks: { wdm } };
      sandbox.faults.set([{ path: '/u2c/', times: 1, status: 200, body }]);
      const one = open();
      await assert.rejects(one.ensure(), { name: 'WebexUnreadable' });
      await one.stop();
    }
    assert.equal(asked('GET') + asked('POST'), 0);
  });

  it('says what to do where Webex refuses the token, or does not answer', async () => {
    const refused = open({ token: 'sandbox-nobody' });
    await assert.rejects(refused.ensure(), { name: 'WebexRefused', status: 401 });
    assert.match(refused.problem() ?? '', /set WEBEX_BOT_TOKEN to a valid one/);
    sandbox.faults.set([{ path: '/u2c/', status: 503 }]);
    const away = open();
    await assert.rejects(away.ensure(), { name: 'WebexRefused', status: 503 });
    assert.match(away.problem() ?? '', /reaches \*\.wbx2\.com/);
  });

  it('is there at once for who asks again after it has opened by itself', async () => {
    sandbox.faults.set([{ path: '/u2c/', times: 1, status: 503 }]);
    const one = open();
    await assert.rejects(one.ensure(), { status: 503 });
    // As a start that waits a while before it asks again.
    await until(() => one.problem() === undefined);
    let isSettled = false;
    void one.ensure().then(() => (isSettled = true));
    await until(() => isSettled);
  });

  it('is opened by one process at a time; another opens its own when that one stops', async () => {
    const taken = new Set<string>();
    const locks = {
      tryTake: (name: string) => Promise.resolve(!taken.has(name) && taken.add(name).has(name)),
      release: (name: string) => Promise.resolve(void taken.delete(name)),
    };
    const opened: string[] = [];
    const first = open({ locks, onOpen: () => opened.push('first') });
    await first.ensure();
    const second = open({ locks, onOpen: () => opened.push('second') });
    await second.ensure();
    assert.deepEqual([opened, second.problem()], [['first'], undefined]);
    await first.stop();
    await until(() => opened.length === 2);
    assert.deepEqual(opened, ['first', 'second']);
    await second.stop();
    assert.equal(taken.size, 0);
  });

  it('takes events in their order, and acknowledges what was kept and nothing else', async () => {
    const taken: string[] = [];
    let keeps = false;
    const one = open({
      accept: async ({ data }) => {
        if (!keeps) throw new Error('the database is away');
        await new Promise(setImmediate);
        taken.push(data.id);
      },
    });
    await one.ensure();
    // What an earlier test has on its way is counted, too.
    await until(() => sandbox.sockets.open === 1);
    const before = sandbox.sockets.counts.acknowledged;
    await say();
    await until(() => lines().some(({ msg }) => msg === 'event not stored'));
    keeps = true;
    for (let times = 0; times < 5; times += 1) await say();
    const { messages } = [...sandbox.world.spaces.of(sandbox.world.bot)].find(
      ({ type }) => type === 'direct',
    ) ?? { messages: [] };
    const [refused = '', ...kept] = messages.slice(-6).map(({ id }) => id);
    // What was not acknowledged comes again where the socket had to be opened again.
    const inOrder = (): string[] => taken.filter((id) => id !== refused);
    await until(() => inOrder().length === 5);
    await until(() => sandbox.sockets.counts.acknowledged >= before + taken.length);
    assert.equal(sandbox.sockets.counts.acknowledged, before + taken.length);
    assert.deepEqual(inOrder(), kept);
  });

  it('comes back when another program takes its place, and not at once', async () => {
    const one = open();
    await one.ensure();
    const waits: number[] = [];
    const other = open({ onOpen: () => waits.push(Date.now()) });
    await other.ensure();
    await until(() => lines().some(({ code }) => code === 4000));
    await until(() => waits.length > 1, 'the first comes back, and then the other');
  });
});
