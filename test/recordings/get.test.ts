import assert from 'node:assert/strict';
import { findMeeting, findRecording, getRecording } from '../../src/recordings/get.js';
import { scriptedClient } from '../support/scripted-client.js';

const json = { id: 'a=b', topic: 'Standup', createTime: '2026-11-20T12:00:00Z' };

describe('recordings/get', () => {
  const http = scriptedClient('');

  it('gives one, or nothing when it is gone', async () => {
    http.server.will({ json }, { status: 404 }, { status: 410 }, { status: 403 });
    const get = () => getRecording(http.webex, { token: 't' }, 'a=b');
    assert.equal((await get())?.topic, 'Standup');
    assert.equal(await get(), undefined);
    assert.equal(await get(), undefined);
    await assert.rejects(get(), { status: 403 });
    assert.equal(http.server.asked[0]?.url.pathname, '/recordings/a%3Db');
    assert.equal(http.server.asked[0].headers.authorization, 'Bearer t');
  });

  it('takes no meeting for none that could not be read', async () => {
    const find = () => findMeeting(http.webex, { token: 't' }, '123');
    http.server.will({ json: { items: [{ id: 'm' }] } }, { json: { items: [] } });
    assert.equal(await find(), 'm');
    assert.equal(await find(), undefined);
    http.server.will({ json: { items: [{ id: null }] } });
    await assert.rejects(find(), { name: 'WebexUnreadable' });
  });

  describe('an orphaned one, which stands in a list alone', () => {
    const find = () => {
      const createdAt = Date.parse(json.createTime);
      const ref = { id: 'a=b', siteUrl: 'acme.webex.com', createdAt };
      return findRecording(http.webex, { token: 't', scope: 'site' }, ref);
    };

    it('is found, or gone where neither list has it', async () => {
      http.server.will({ json: { items: [json] } });
      assert.equal((await find())?.topic, 'Standup');
      http.server.will({ json: { items: [] } }, { json: { items: [] } });
      assert.equal(await find(), undefined);
    });

    it('is not gone where one could not be read', async () => {
      const odd = { id: 'a=b', topic: 'Standup' };
      http.server.will({ json: { items: [odd] } }, { json: { items: [] } });
      await assert.rejects(find(), { name: 'WebexUnreadable' });
    });
  });
});
