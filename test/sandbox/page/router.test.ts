import assert from 'node:assert/strict';
import { type Sandbox, startSandbox } from '../../../sandbox/sandbox.js';

describe('the chat page is served', () => {
  let sandbox: Sandbox;
  before(async () => {
    sandbox = await startSandbox({ port: 0, seed: 'empty' });
  });
  after(async () => {
    await sandbox.stop();
  });
  const get = (path: string): Promise<Response> => fetch(sandbox.url + path);

  it('under a policy that lets no script in but its own', async () => {
    const page = await get('/');
    assert.equal(page.status, 200);
    const policy = page.headers.get('content-security-policy') ?? '';
    assert.match(policy, /default-src 'none'/);
    assert.match(policy, /script-src 'self';/);
    assert.doesNotMatch(await page.text(), /<script(?![^>]* src=)|style=|onclick/);
  });

  it('with its modules as JavaScript, and the two libraries', async () => {
    const module = await get('/page/client/main.js');
    assert.match(module.headers.get('content-type') ?? '', /^text\/javascript/);
    assert.doesNotMatch(await module.text(), /: Stream =/);
    for (const path of ['adaptivecards.js', 'markdown-it.js', 'chat.css', 'card.css', 'icon.svg']) {
      assert.equal((await get(`/page/${path}`)).status, 200, path);
    }
  });

  it('and nothing else', async () => {
    for (const path of [
      '/page/client/nothing.js',
      '/page/client/..%2fclient-script.js',
      '/page/x',
    ]) {
      assert.equal((await get(path)).status, 404, path);
    }
  });

  it('without touching the headers of the API', async () => {
    assert.equal((await get('/v1/people/me')).headers.get('content-security-policy'), null);
  });
});
