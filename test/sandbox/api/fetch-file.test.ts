import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Sandbox, startSandbox } from '../../../sandbox/sandbox.js';
import { type Call, clientOf, problemsOf } from '../support/client.js';

const BOT = 'sandbox-bot';

describe('files that a message names by their address', () => {
  let sandbox: Sandbox;
  let call: Call;
  let server: Server;
  let url: string;
  before(async () => {
    sandbox = await startSandbox({ port: 0, seed: 'empty' });
    call = clientOf(sandbox);
    server = createServer((req, res) => {
      if (req.url === '/named')
        res.setHeader('Content-Disposition', 'attachment; filename="b.csv"');
      if (req.url !== '/bare') res.setHeader('Content-Type', 'text/csv; charset=utf-8');
      res.writeHead(req.url === '/gone' ? 404 : 200).end(req.url === '/empty' ? '' : 'id\n');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  after(async () => {
    await sandbox.stop();
    server.close();
  });
  const post = (files: unknown, more: object = {}) =>
    call(BOT, 'POST', '/messages', { toPersonEmail: 'alice@example.com', files, ...more });

  it('are fetched, and hang on the message', async () => {
    for (const [files, name, type] of [
      [[`${url}/a%20b.csv`], 'a b.csv', 'text/csv'],
      [`${url}/named`, 'b.csv', 'text/csv'],
      [[`${url}/bare`], 'bare', 'application/octet-stream'],
    ] as const) {
      const { status, body } = await post(files, { markdown: 'Here' });
      assert.equal(status, 200);
      const [address = ''] = body.files as string[];
      const read = await fetch(address, { headers: { authorization: `Bearer ${BOT}` } });
      assert.equal(await read.text(), 'id\n');
      assert.equal(read.headers.get('content-type'), type);
      assert.ok(read.headers.get('content-disposition')?.includes(name));
    }
  });

  it('are refused beside a card', async () => {
    const content = { type: 'AdaptiveCard', version: '1.3', body: [] };
    const card = { contentType: 'application/vnd.microsoft.card.adaptive', content };
    const answer = await post([`${url}/bare`], { markdown: 'Here', attachments: [card] });
    assert.equal(answer.status, 400);
    assert.match(problemsOf(answer).join(), /either a file or a card/);
  });

  it('are refused when they are not to be had, or are no single file', async () => {
    const { port } = new URL(url);
    for (const [files, problem] of [
      [[`${url}/gone`], /could not be fetched/],
      [[`${url}/empty`], /one byte/],
      [[`${url}/a`, `${url}/b`], /Only one file/],
      [['nothing'], /must be the public URL/],
      [[7], /must be the public URL/],
      [[`ftp://127.0.0.1:${port}/a`], /its own machine/],
      [['https://example.com/a.csv'], /its own machine/],
    ] as const) {
      const answer = await post(files);
      assert.equal(answer.status, 400, JSON.stringify(files));
      assert.match(problemsOf(answer).join(), problem);
    }
  });
});
