import assert from 'node:assert/strict';
import { shareRecording } from '../../src/recordings/requests.js';
import { quickClient } from '../support/quick-client.js';
import { scriptedServer } from '../support/scripted-server.js';

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
