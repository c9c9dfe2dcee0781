import assert from 'node:assert/strict';
import { Agent } from 'undici';
import { type DeviceDeps, deviceService, findSocket } from '../../../src/webex/socket/device.js';
import { type ScriptedServer, type Step, scriptedServer } from '../../support/scripted-server.js';

const agent = new Agent();
after(() => agent.close());

let server: ScriptedServer;
let deps: DeviceDeps;
beforeEach(async () => {
  server = await scriptedServer();
  const u2cUrl = `${server.url}/u2c`;
  deps = { u2cUrl, token: 'the-bot-token', agent, retry: { retries: 0, firstWaitMs: 0 } };
});
afterEach(() => server.stop());

const catalogue = (wdm: string, hostCatalog?: unknown): Step => ({
  json: { serviceLinks: { wdm }, hostCatalog },
});
/** Each call after the catalogue, e.g. `PUT 7`. */
const asked = (): string[] =>
  server.asked
    .slice(1)
    .map(({ method, url }) => `${method} ${url.pathname.replace(/^\/wdm\/devices\/?/, '')}`.trim());

describe('the device service of Webex', () => {
  for (const [address, used] of [
    ['https://wdm-a.wbx2.com/wdm/api/v1', 'https://wdm-a.wbx2.com/wdm/api/v1'],
    ['https://wdm.webex.com/v1//', 'https://wdm.webex.com/v1'],
    ['https://ciscospark.com', 'https://ciscospark.com'],
    ['http://wdm-a.wbx2.com', undefined],
    ['wss://wdm-a.wbx2.com', undefined],
    ['https://wdm-a.wbx2.com.example.com', undefined],
    ['https://notwbx2.com', undefined],
    ['https://wbx2.com@example.com', undefined],
    ['http://127.0.0.1:9/wdm', undefined],
    ['nonsense', undefined],
    ['', undefined],
  ] as const) {
    it(`${used === undefined ? 'is not' : 'is'} taken from “${address}”`, async () => {
      server.will(catalogue(address));
      const found = deviceService(deps);
      if (used === undefined) await assert.rejects(found, { name: 'WebexUnreadable' });
      else assert.equal(await found, used);
      assert.equal(server.asked.length, 1);
    });
  }

  it('is the one of this machine where the catalogue is', async () => {
    server.will(catalogue(`${server.url}/wdm`));
    assert.equal(await deviceService(deps), `${server.url}/wdm`);
  });
});

describe('the device of the socket', () => {
  const NAME = 'webex-recordings-bot';
  const own = (id: string) => ({
    url: `https://x.wbx2.com/${id}`,
    name: NAME,
    deviceType: 'DESKTOP',
  });
  const other = (id: string, modificationTime?: string) => ({
    ...own(id),
    ...{ name: 'another', modificationTime },
  });
  const listed = (...devices: object[]): Step => ({ json: { devices } });
  const socket = (): object => ({ ...own('7'), webSocketUrl: server.url.replace('http', 'ws') });
  const made = (): Step => ({ json: socket() });
  const gone: Step = { status: 404, json: {} };
  const done: Step = { status: 204 };

  for (const [what, afresh, steps, calls] of [
    [
      'is the one of an earlier start',
      false,
      [listed(other('1'), own('2'), own('3')), made],
      ['PUT 2'],
    ],
    ['is a new one where there is none', false, [listed(other('1')), made], ['POST']],
    ['is a new one where Webex knows of no devices', false, [gone, made], ['POST']],
    [
      'is a new one where the other is not a desktop',
      false,
      [listed({ ...own('1'), deviceType: 'WEB' }), made],
      ['POST'],
    ],
    [
      'is a new one where the earlier one is gone after all',
      false,
      [listed(own('2')), gone, made],
      ['PUT 2', 'POST'],
    ],
    [
      'is a new one in place of those that do not work, and of no others',
      true,
      [listed(own('1'), other('2'), own('3')), done, done, made],
      ['DELETE 1', 'DELETE 3', 'POST'],
    ],
    [
      'makes room among its own, where there are too many',
      false,
      [gone, { status: 403, json: {} }, listed(other('1'), own('2')), done, made],
      ['POST', 'GET', 'DELETE 2', 'POST'],
    ],
    [
      'makes room by the oldest third of others’, where there are too many',
      false,
      [
        gone,
        { status: 403, json: {} },
        listed(
          other('new', '2026-03-01'),
          other('old', '2026-01-01'),
          other('middle', '2026-02-01'),
          other('undated'),
        ),
        ...[done, done, made],
      ],
      ['POST', 'GET', 'DELETE undated', 'DELETE old', 'POST'],
    ],
  ] as const) {
    it(what, async () => {
      const all = steps.map((step) => (step === made ? made() : step));
      server.will(catalogue(`${server.url}/wdm`), ...all);
      const { webSocketUrl } = await findSocket(deps, afresh);
      assert.equal(webSocketUrl, server.url.replace('http', 'ws'));
      assert.deepEqual(asked(), ['GET', ...calls]);
      const tokens = new Set(server.asked.map(({ headers }) => headers.authorization));
      assert.deepEqual([...tokens], ['Bearer the-bot-token']);
    });
  }

  for (const webSocketUrl of [
    'wss://example.com',
    'https://a.wbx2.com',
    'ws://a.wbx2.com',
    undefined,
  ]) {
    it(`opens no socket at ${webSocketUrl}`, async () => {
      const odd = { json: { ...own('7'), webSocketUrl } };
      server.will(catalogue(`${server.url}/wdm`), gone, odd);
      await assert.rejects(findSocket(deps, false), { name: 'WebexUnreadable' });
    });
  }

  it('tells the cluster of a space by its address, as ids name it', async () => {
    const hosts = {
      'conv-r.wbx2.com': [{ id: 'urn:TEAM:eu-central-1_k:conversation' }],
      'conv-a.wbx2.com': [{ id: 'urn:TEAM:us-east-2_a:conversation' }],
      'conv-int.wbx2.com': [{ id: 'urn:TEAM:us-east-1_int13' }],
      'conv-aa.wbx2.com': [{ id: 'urn:TEAM:us-east-2_aa:conversation' }],
      'conv-odd.wbx2.com': 'odd',
    };
    server.will(catalogue(`${server.url}/wdm`, hosts), gone, made());
    const { clusterOf } = await findSocket(deps, false);
    for (const [host, cluster] of [
      ['conv-r.wbx2.com', 'urn:TEAM:eu-central-1_k'],
      ['conv-a.wbx2.com', 'us'],
      ['conv-int.wbx2.com', 'us'],
      ['conv-aa.wbx2.com', 'urn:TEAM:us-east-2_aa'],
      ['conv-odd.wbx2.com', 'us'],
      ['unknown.wbx2.com', 'us'],
    ] as const) {
      assert.equal(clusterOf(`https://${host}/conversation/1`), cluster, host);
    }
    assert.equal(clusterOf('nonsense'), 'us');
  });
});
