import assert from 'node:assert/strict';
import { inOddForms } from '../../../sandbox/api/odd-forms.js';
import { parseTime } from '../../../sandbox/recordings/window.js';
import { type Exchange, startSandbox } from '../../../sandbox/sandbox.js';
import { clientOf, itemsOf } from '../support/client.js';

const TIME = '2026-11-20T10:00:00Z';

describe('odd forms', () => {
  const recordings = Array.from({ length: 40 }, (_, n) => ({
    ...{ id: `r${n}`, createTime: TIME, timeRecorded: TIME, integrationTags: [] },
  }));
  const { items } = inOddForms({ items: recordings }) as { items: Record<string, unknown>[] };

  it('mean the same moments, written in every way', () => {
    assert.deepEqual(
      new Set(items.map(({ createTime }) => String(createTime).slice(19))),
      new Set(['Z', '.000Z', '+0000', '', '+00:00']),
    );
    for (const { createTime, timeRecorded } of items) {
      assert.equal(parseTime(String(createTime)), Date.parse(TIME));
      assert.equal(createTime, timeRecorded);
    }
  });

  it('have null for what is absent, and keys that nobody knows', () => {
    assert.ok(items.some(({ integrationTags }) => integrationTags === null));
    assert.ok(items.some(({ integrationTags }) => Array.isArray(integrationTags)));
    assert.ok(items.every((item) => 'x-sandbox' in item));
  });

  it('are the same for one thing as in a list, and nothing for what has no id', () => {
    assert.deepEqual(inOddForms(recordings[7]), items[7]);
    for (const body of [{}, { items: [null, {}] }, null, 'text', [1]]) {
      assert.deepEqual(inOddForms(body), body);
    }
  });

  it('are sent when they are set, and hidden from observers', async () => {
    const sandbox = await startSandbox({ port: 0, settings: { oddForms: true } });
    const seen: Exchange[] = [];
    sandbox.observe((exchange) => seen.push(exchange));
    const list = await clientOf(sandbox)('sandbox-alice', 'GET', '/recordings');
    await sandbox.stop();
    assert.ok(itemsOf(list).every((item) => 'x-sandbox' in item));
    assert.doesNotMatch(JSON.stringify(seen[0]?.response.body), /x-sandbox/);
  });
});
