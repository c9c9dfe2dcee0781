import assert from 'node:assert/strict';
import {
  deleteForGood,
  moveToRecycleBin,
  restoreFromRecycleBin,
  shareRecording,
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

describe('recordings/share', () => {
  it('says who, for whom, and whether to write to them; twice only where nobody is', async () => {
    const trackingid = 'ROUTER_1';
    const server = await scriptedServer(
      { status: 204, headers: { trackingid } },
      { status: 503 },
      { status: 204, headers: { trackingid } },
      { status: 503 },
    );
    const webex = quickClient(server.url);
    const share = (sendEmail: boolean, add = ['a@b.cc']) =>
      shareRecording(webex, { token: 't', hostEmail: 'h@b.cc' }, 'a/b', {
        ...{ add, remove: ['x@b.cc'], sendEmail },
      });
    assert.equal(await share(true), 'ROUTER_1');
    assert.equal(server.asked[0]?.url.pathname, '/recordings/a%2Fb/accessList');
    assert.deepEqual(JSON.parse(server.asked[0].body), {
      hostEmail: 'h@b.cc',
      addEmails: ['a@b.cc'],
      removeEmails: ['x@b.cc'],
      sendEmail: true,
    });
    assert.equal(await share(false, []), 'ROUTER_1');
    assert.equal(server.asked.length, 3);
    assert.equal('addEmails' in (JSON.parse(server.asked[1]?.body ?? '') as object), false);
    await assert.rejects(share(true), { status: 503 });
    assert.equal(server.asked.length, 4);
    await webex.close();
    await server.stop();
  });
});
