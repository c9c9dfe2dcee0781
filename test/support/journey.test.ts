import assert from 'node:assert/strict';
import { type Journey, journey } from './journey.js';

describe('a journey’s Webex', () => {
  let j: Journey;
  before(async () => {
    j = await journey({ store: 'pglite' });
  });
  after(() => j.end());

  it('has a bad day unless a journey asks for another', async () => {
    const answer = await fetch(`${j.sandbox.url}/sandbox/settings`);
    const { changeLagMs, oddForms, limit } = (await answer.json()) as Record<string, unknown>;
    assert.deepEqual([changeLagMs, oddForms], [300, true]);
    assert.equal((limit as { readonly calls: number }).calls, 100);
  });
});
