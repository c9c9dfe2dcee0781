import assert from 'node:assert/strict';
import { once } from 'node:events';
import { WebSocket } from 'ws';
import { type Sandbox, startSandbox } from '../../../sandbox/sandbox.js';
import { type Call, clientOf } from '../support/client.js';

const BOT = 'sandbox-bot';
const SAID = Object.fromEntries(
  [
    ...['deviceName', 'deviceType', 'localizedModel', 'model', 'name'],
    ...['systemName', 'systemVersion'],
  ].map((name) => [name, 'x']),
);

describe('the web socket of the sandbox', () => {
  let sandbox: Sandbox;
  let call: Call;
  let address: string;
  before(async () => {
    sandbox = await startSandbox({ port: 0, seed: 'empty' });
    call = clientOf(sandbox);
    const { body } = await call(BOT, 'POST', `${sandbox.url}/wdm/api/v1/devices`, SAID);
    address = String(body.webSocketUrl);
  });
  after(() => sandbox.stop());

  const opened = async (url = address): Promise<WebSocket> => {
    const socket = new WebSocket(`${url}?aliasHttpStatus=true`);
    await once(socket, 'open');
    return socket;
  };
  const authorized = async (token = BOT): Promise<WebSocket> => {
    const socket = await opened();
    send(socket, { type: 'authorization', id: 'a', data: { token: `Bearer ${token}` } });
    await once(socket, 'message');
    return socket;
  };
  const send = (socket: WebSocket, frame: object): void => socket.send(JSON.stringify(frame));
  const codeOf = async (socket: WebSocket): Promise<unknown> => (await once(socket, 'close'))[0];

  it('is found by the catalogue, for whoever has a token', async () => {
    const { u2cUrl, url } = sandbox;
    const { body } = await call(BOT, 'GET', `${u2cUrl}/catalog?format=hostmap`);
    assert.deepEqual((body.serviceLinks as { wdm: string }).wdm, `${url}/wdm/api/v1`);
    assert.equal((await call('', 'GET', `${u2cUrl}/catalog?format=hostmap`)).status, 401);
    assert.equal((await call(BOT, 'GET', `${u2cUrl}/catalog`)).status, 400);
  });

  it('wants a whole registration, keeps devices apart, and takes no more than it allows', async () => {
    const path = `${sandbox.url}/wdm/api/v1/devices`;
    assert.equal((await call(BOT, 'POST', path, { ...SAID, name: '' })).status, 400);
    assert.equal((await call('sandbox-alice', 'GET', path)).status, 404);
    const { body } = await call(BOT, 'POST', path, SAID);
    assert.equal((await call('sandbox-alice', 'DELETE', String(body.url))).status, 404);
    sandbox.change({ mostDevices: 2 });
    const refused = await call(BOT, 'POST', path, SAID);
    assert.deepEqual(
      [refused.status, refused.body.message],
      [403, 'User has excessive device registrations'],
    );
    assert.equal((await call(BOT, 'DELETE', String(body.url))).status, 204);
    sandbox.change({ mostDevices: 100 });
  });

  it('closes on whoever does not say who they are, may not, or names no device', async () => {
    const silent = await opened();
    send(silent, { type: 'ping', id: 'p' });
    assert.equal(await codeOf(silent), 4401);
    for (const [token, code] of [
      ['nobody', 4401],
      ['sandbox-alice', 4403],
    ] as const) {
      const socket = await opened();
      send(socket, { type: 'authorization', id: 'a', data: { token: `Bearer ${token}` } });
      assert.equal(await codeOf(socket), code);
    }
    const odd = await opened();
    odd.send('no JSON');
    assert.equal(await codeOf(odd), 1003);
    const gone = new WebSocket(`${address.replace(/[0-9a-f-]{36}/, 'x')}?aliasHttpStatus=true`);
    assert.equal(await codeOf(gone), 4404);
    const [error] = (await once(new WebSocket(`${sandbox.url}/elsewhere`), 'error')) as [Error];
    assert.match(error.message, /404/);
  });

  it('tells the newest socket of a device alone, in cipher, and answers its pings', async () => {
    const first = await authorized();
    const second = await authorized();
    assert.equal(await codeOf(first), 4000);
    send(second, { type: 'ping', id: 'p' });
    const [pong] = (await once(second, 'message')) as [Buffer];
    assert.deepEqual(JSON.parse(String(pong)), { type: 'pong', id: 'p' });
    const heard = new Promise<Record<string, unknown>[]>((resolve) => {
      const frames: Record<string, unknown>[] = [];
      second.on('message', (bytes: Buffer) => {
        const frame = JSON.parse(String(bytes)) as { id: string };
        frames.push(frame);
        send(second, { type: 'ack', messageId: frame.id });
        if (frames.length === 2) resolve(frames);
      });
    });
    await call('sandbox-bob', 'POST', '/messages', {
      toPersonEmail: 'recordings@webex.bot',
      text: 'a secret',
    });
    const frames = await heard;
    await sandbox.settled();
    const verbs = frames.map(({ data }) => (data as { activity: { verb: string } }).activity.verb);
    assert.deepEqual(verbs.sort(), ['create', 'post']);
    assert.doesNotMatch(JSON.stringify(frames), /a secret/);
    second.close();
  });
});
