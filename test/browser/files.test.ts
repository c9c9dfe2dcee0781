import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { type Sandbox, startSandbox } from '../../sandbox/sandbox.js';
import { Chat } from './support/chat.js';
import { describeInBrowser } from './support/chromium.js';

const PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNkYAAAAAYAAjCB0C8AAAAASUVORK5CYII=',
  'base64',
);

describeInBrowser('files on the chat page', (pages) => {
  let sandbox: Sandbox;
  beforeEach(async () => {
    sandbox = await startSandbox({ port: 0, seed: 'empty' });
  });
  afterEach(() => sandbox.stop());

  async function post(markdown: string, file: File): Promise<void> {
    const body = new FormData();
    body.set('toPersonEmail', 'alice@example.com');
    body.set('markdown', markdown);
    body.set('files', file);
    const headers = { authorization: 'Bearer sandbox-bot' };
    const answer = await fetch(`${sandbox.apiUrl}/messages`, { method: 'POST', headers, body });
    assert.equal(answer.status, 200);
  }

  it('are links with their names, and save what was sent', async () => {
    const chat = await Chat.open(pages, sandbox.url);
    await post('Your **list**', new File(['id,topic\n'], 'recordings – 2026.csv'));
    const link = chat.page.getByRole('link', { name: 'recordings – 2026.csv' });
    await link.waitFor();
    assert.match(await chat.message('Your list').innerText(), /9 B/);
    const saving = chat.page.waitForEvent('download');
    await link.click();
    const saved = await saving;
    assert.equal(saved.suggestedFilename(), 'recordings – 2026.csv');
    assert.equal(await readFile(await saved.path(), 'utf8'), 'id,topic\n');
  });

  it('are shown when they are pictures', async () => {
    const chat = await Chat.open(pages, sandbox.url);
    await post('Your storage', new File([PIXEL], 'trend.png', { type: 'image/png' }));
    const picture = chat.page.getByRole('img', { name: 'trend.png' });
    await picture.waitFor();
    await chat.is('document.images[0]?.naturalWidth === 1');
  });
});
