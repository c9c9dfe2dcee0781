import assert from 'node:assert/strict';
import { getRecording } from '../../src/recordings/get.js';
import { quickClient } from '../support/quick-client.js';
import { scriptedServer } from '../support/scripted-server.js';

const json = { id: 'a/b', topic: 'Standup', createTime: '2026-11-20T12:00:00Z' };

describe('recordings/get', () => {
  it('gives one, or nothing when it is gone', async () => {
    const server = await scriptedServer(
      { json },
      { status: 404 },
      { status: 410 },
      { status: 403 },
    );
    const webex = quickClient(server.url);
    const get = () => getRecording(webex, { token: 't' }, 'a/b');
    assert.equal((await get())?.topic, 'Standup');
    assert.equal(await get(), undefined);
    assert.equal(await get(), undefined);
    await assert.rejects(get(), { status: 403 });
    assert.equal(server.asked[0]?.url.pathname, '/recordings/a%2Fb');
    assert.equal(server.asked[0].headers.authorization, 'Bearer t');
    await webex.close();
    await server.stop();
  });
});
