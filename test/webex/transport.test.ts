import axios, { AxiosError, type AxiosInstance } from 'axios';
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Agent, type Dispatcher } from 'undici';
import { goesBy, keepAliveAgent, lookAt, undiciAdapter } from '../../src/webex/transport.js';
import { z } from 'zod';
import { createWebexClient } from '../../src/webex/client.js';
import { type ScriptedServer, scriptedServer } from '../support/scripted-server.js';
import { until } from '../support/until.js';

describe('webex/undici-adapter', () => {
  let server: ScriptedServer;
  let agent: Dispatcher;
  let http: AxiosInstance;
  beforeEach(async () => {
    server = await scriptedServer();
    agent = keepAliveAgent();
    http = axios.create({ adapter: undiciAdapter(agent), timeout: 5_000 });
  });
  afterEach(async () => {
    await agent.close();
    await server.stop();
  });

  it('asks for a whole URL without a base', async () => {
    server.will({ json: { a: 1 } });
    const answer = await http.get<{ a: number }>(`${server.url}/x`);
    assert.deepEqual(answer.data, { a: 1 });
    assert.equal(answer.status, 200);
    assert.equal(server.asked[0]?.method, 'GET');
  });

  it('takes a scheme in any case for a whole URL', async () => {
    server.will({});
    await http.get(`${server.url.replace('http', 'HTTP')}/x`, { baseURL: 'http://127.0.0.1:9/v1' });
    assert.equal(server.asked.length, 1);
  });

  it('asks for the base itself where there is no path', async () => {
    server.will({});
    await http.request({ baseURL: `${server.url}/v1` });
    assert.equal(server.asked[0]?.url.pathname, '/v1');
  });

  it("gives axios's codes for statuses", async () => {
    server.will({ status: 404 }, { status: 503 });
    for (const code of [AxiosError.ERR_BAD_REQUEST, AxiosError.ERR_BAD_RESPONSE]) {
      await assert.rejects(http.get(server.url), { code });
    }
  });

  it('takes every status where the caller says so', async () => {
    server.will({ status: 404 });
    const { status } = await http.get(server.url, { validateStatus: null });
    assert.equal(status, 404);
  });

  it('sends nothing for who called off before, even past axios', async () => {
    const adapter = undiciAdapter(agent);
    const { config } = await http.get<unknown>(server.url, { validateStatus: null });
    const asked = server.asked.length;
    await assert.rejects(adapter({ ...config, signal: AbortSignal.abort() }), {
      code: 'ERR_CANCELED',
    });
    assert.equal(server.asked.length, asked);
  });

  it('keeps no hold of the signal of a call that has ended', async () => {
    const held = new Set<unknown>();
    const watched = {
      aborted: false,
      addEventListener: (_: string, listener: () => void) => held.add(listener),
      removeEventListener: (_: string, listener: () => void) => held.delete(listener),
    };
    server.will({}, { status: 500 });
    const adapter = undiciAdapter(agent);
    const { config } = await http.get<unknown>(server.url);
    await assert.rejects(adapter({ ...config, signal: watched }), AxiosError);
    assert.equal(held.size, 0);
  });

  it('gives up a call that waits for a connection, and sends it never', async () => {
    const narrow = new Agent({ connections: 1 });
    const adapter = undiciAdapter(narrow);
    let answer = (): unknown => undefined;
    const arrived = new Promise<void>((resolve) => {
      server.will((_asked, response) => {
        answer = () => response.end();
        resolve();
      });
    });
    const first = http.get<unknown>(server.url, { adapter });
    await arrived;
    await assert.rejects(http.get(server.url, { adapter, timeout: 1 }), { code: 'ECONNABORTED' });
    answer();
    await first;
    await narrow.close();
    assert.equal(server.asked.length, 1);
  });

  it('lets go of its connection when it takes too long: a server that is silent keeps none', async () => {
    let closed = 0;
    const silent = createServer((request) => {
      request.socket.on('close', () => (closed += 1));
    }).listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const { port } = silent.address() as AddressInfo;
    const late = http.get(`http://127.0.0.1:${port}/x`, { timeout: 50 });
    await assert.rejects(late, { code: 'ECONNABORTED' });
    await until(() => closed === 1);
    silent.close();
  });

  it('reports an address that is none', async () => {
    await assert.rejects(http.get('http://127.0.0.1:1:2/'), AxiosError);
  });
});

describe('Webex by its name', () => {
  it('is asked for again and again where the name is not found, and answers once it is', async () => {
    const server = await scriptedServer({ json: { items: [] } });
    const codes = ['EAI_AGAIN', 'ENOTFOUND', 'EAI_AGAIN'];
    const agent = new Agent({
      connect: {
        lookup: (_host, _options, done) => {
          const code = codes.shift();
          if (code === undefined) done(null, [{ address: '127.0.0.1', family: 4 }]);
          else done(Object.assign(new Error(code), { code }), []);
        },
      },
    });
    const url = server.url.replace('127.0.0.1', 'webex.invalid');
    const options = { baseUrl: url, agent, retry: { retries: 1, firstWaitMs: 1 } };
    const webex = createWebexClient(options);
    const ask = () =>
      webex.call({ method: 'GET', path: '/rooms', token: 't', answer: z.unknown() });
    await assert.rejects(ask(), { name: 'WebexUnreachable', code: 'ENOTFOUND' });
    assert.deepEqual((await ask()).data, { items: [] });
    await webex.close();
    await server.stop();
  });
});

describe('the proxy to Webex', () => {
  it('is asked to lead to https hosts, but for those that it is left out for', async () => {
    const asked: string[] = [];
    const proxy = createServer().listen(0, '127.0.0.1');
    proxy.on('connect', ({ url }, socket) => {
      asked.push(url ?? '');
      socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
    });
    await once(proxy, 'listening');
    const { port } = proxy.address() as AddressInfo;
    const plain = await scriptedServer();
    plain.will({ json: {} });
    const url = `http://127.0.0.1:${port}`;
    const agent = keepAliveAgent({ url, except: 'direct.invalid' });
    try {
      await assert.rejects(lookAt(agent, 'https://webexapis.invalid/v1/people/me'));
      await assert.rejects(lookAt(agent, 'https://direct.invalid/'));
      // Plain http never leaves this machine.
      assert.equal((await lookAt(agent, plain.url)).status, 200);
      assert.deepEqual(asked, ['webexapis.invalid:443']);
    } finally {
      await agent.close();
      await plain.stop();
      proxy.close();
    }
  });

  it('is said to be gone by where it is', async () => {
    let asked = 0;
    const proxy = createServer().listen(0, '127.0.0.1');
    proxy.on('connect', (_request, socket) => {
      asked += 1;
      socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
    });
    await once(proxy, 'listening');
    const url = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
    for (const except of [
      ...['', '*', 'api.invalid', 'invalid', '.invalid', '*.invalid', 'API.invalid', 'pi.invalid'],
      ...[
        'other.example.com',
        'api.invalid:443',
        'api.invalid:80',
        'example.com, api.invalid',
        ' ',
      ],
    ]) {
      const agent = keepAliveAgent({ url, except });
      asked = 0;
      await assert.rejects(lookAt(agent, 'https://api.invalid/v1'));
      assert.equal(goesBy({ url, except }, 'https://api.invalid/v1'), asked > 0, except);
      assert.equal(goesBy({ url, except }, 'http://127.0.0.1:1'), false);
      await agent.close();
    }
    proxy.close();
  });
});
