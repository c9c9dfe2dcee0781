import assert from 'node:assert/strict';
import {
  deleteForGood,
  moveToRecycleBin,
  restoreFromRecycleBin,
} from '../../src/recordings/requests.js';
import type { WebexClient } from '../../src/webex/client.js';
import { quickClient } from '../support/quick-client.js';
import { type ScriptedServer, cut, scriptedServer } from '../support/scripted-server.js';

const alice = { token: 't' };
const done = { status: 204, headers: { trackingid: 'T' } };

describe('recordings/recycle-bin and recordings/delete', () => {
  let server: ScriptedServer;
  let webex: WebexClient;
  beforeEach(async () => {
    server = await scriptedServer();
    webex = quickClient(server.url);
  });
  afterEach(async () => {
    await webex.close();
    await server.stop();
  });

  for (const [move, path] of [
    [moveToRecycleBin, '/recordings/softDelete'],
    [restoreFromRecycleBin, '/recordings/restore'],
  ] as const) {
    it(`asks ${path} for a batch of one site`, async () => {
      server.will(done, done);
      const batch = { recordingIds: ['1', '2'], siteUrl: 'acme.webex.com' };
      assert.equal(await move(webex, alice, batch), 'T');
      await move(webex, alice, { recordingIds: ['3'], siteUrl: undefined });
      const [first, second] = server.asked;
      assert.equal(first?.method, 'POST');
      assert.equal(first.url.pathname, path);
      assert.deepEqual(JSON.parse(first.body), batch);
      assert.deepEqual(JSON.parse(second?.body ?? ''), { recordingIds: ['3'] });
    });
    it(`asks ${path} again when the answer is lost`, async () => {
      server.will(cut, done);
      await move(webex, alice, { recordingIds: ['1'] });
      assert.equal(server.asked.length, 2);
    });
  }

  it('deletes for good', async () => {
    server.will(done);
    assert.equal(await deleteForGood(webex, alice, 'a/b'), 'T');
    assert.equal(server.asked[0]?.method, 'DELETE');
    assert.equal(server.asked[0].url.pathname, '/recordings/a%2Fb');
  });
});
