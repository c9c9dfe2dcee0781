import assert from 'node:assert/strict';
import { getMe } from '../../src/webex/people.js';
import { quickClient } from '../support/quick-client.js';
import { scriptedServer } from '../support/scripted-server.js';

describe('webex/people', () => {
  it('tells whose token it is', async () => {
    const server = await scriptedServer(
      { json: { id: 'p', emails: ['a@example.com'], displayName: 'A', timezone: 'Asia/Tokyo' } },
      { json: { id: 'p' } },
      { status: 401 },
    );
    const webex = quickClient(server.url);
    const full = { id: 'p', emails: ['a@example.com'], displayName: 'A', timezone: 'Asia/Tokyo' };
    assert.deepEqual(await getMe(webex, 't'), full);
    assert.deepEqual(await getMe(webex, 't'), { id: 'p', emails: [], displayName: '' });
    await assert.rejects(getMe(webex, 't'), { status: 401 });
    assert.equal(server.asked[0]?.url.pathname, '/people/me');
    await webex.close();
    await server.stop();
  });
});
