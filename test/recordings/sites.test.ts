import assert from 'node:assert/strict';
import { listSites } from '../../src/recordings/sites.js';
import { quickClient } from '../support/quick-client.js';
import { scriptedServer } from '../support/scripted-server.js';

describe('the sites of a person', () => {
  it('are told with the preferred one first, and only those that are sites', async () => {
    const sites = [
      { siteUrl: 'Acme.webex.com', default: false },
      { siteUrl: 'emea.webex.com', default: true },
      { siteUrl: 'x y' },
    ];
    const server = await scriptedServer({ json: { sites } }, { json: {} }, { status: 403 });
    const webex = quickClient(server.url);
    const all = await listSites(webex, { token: 't' });
    assert.deepEqual(all, ['emea.webex.com', 'acme.webex.com']);
    assert.deepEqual(await listSites(webex, { token: 't', hostEmail: 'bob+1@example.com' }), []);
    assert.equal(server.asked[0]?.url.search, '');
    assert.equal(server.asked[1]?.url.searchParams.get('userEmail'), 'bob+1@example.com');
    await assert.rejects(listSites(webex, { token: 't' }), { status: 403 });
    await webex.close();
    await server.stop();
  });
});
