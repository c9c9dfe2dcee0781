import assert from 'node:assert/strict';
import {
  LARGEST_BATCH,
  batchesOf,
  deleteForGood,
  findMeeting,
  findRecording,
  getRecording,
  moveToRecycleBin,
  restoreFromRecycleBin,
  shareRecording,
} from '../../src/recordings/requests.js';
import { cut } from '../support/scripted-server.js';
import { scriptedClient } from '../support/scripted-client.js';

const alice = { token: 't' };
const done = { status: 204, headers: { trackingid: 'T' } };

describe('recordings/requests: the recycle bin and deleting', () => {
  const http = scriptedClient('');

  for (const [move, path] of [
    [moveToRecycleBin, '/recordings/softDelete'],
    [restoreFromRecycleBin, '/recordings/restore'],
  ] as const) {
    it(`asks ${path} for a batch of one site`, async () => {
      http.server.will(done, done);
      const batch = { recordingIds: ['1', '2'], siteUrl: 'acme.webex.com' };
      assert.equal(await move(http.webex, alice, batch), 'T');
      await move(http.webex, alice, { recordingIds: ['3'], siteUrl: undefined });
      const [first, second] = http.server.asked;
      assert.equal(first?.method, 'POST');
      assert.equal(first.url.pathname, path);
      assert.deepEqual(JSON.parse(first.body), batch);
      assert.deepEqual(JSON.parse(second?.body ?? ''), { recordingIds: ['3'] });
    });
    it(`asks ${path} again when the answer is lost`, async () => {
      http.server.will(cut, done);
      await move(http.webex, alice, { recordingIds: ['1'] });
      assert.equal(http.server.asked.length, 2);
    });
  }

  it('parts what it asks for by site, in order, and by how much Webex takes', () => {
    const of = (...names: string[]) => names.map((id) => ({ id, siteUrl: id[0] }));
    const ids = (batches: ReturnType<typeof of>[]) => batches.map((one) => one.map(({ id }) => id));
    const targets = of('a1', 'b1', 'a2', 'a3', 'b2', 'a4', 'a5');
    assert.deepEqual(ids(batchesOf(targets, undefined, 2)), [
      ['a1', 'a2'],
      ['a3', 'a4'],
      ['a5'],
      ['b1', 'b2'],
    ]);
    const many = Array.from({ length: LARGEST_BATCH + 1 }, () => ({}));
    assert.deepEqual(
      batchesOf(many).map(({ length }) => length),
      [LARGEST_BATCH, 1],
    );
    assert.deepEqual(batchesOf([]), []);
  });

  it('deletes for good', async () => {
    http.server.will(done);
    assert.equal(await deleteForGood(http.webex, alice, 'a/b'), 'T');
    assert.equal(http.server.asked[0]?.method, 'DELETE');
    assert.equal(http.server.asked[0].url.pathname, '/recordings/a%2Fb');
  });
});

describe('recordings/requests: sharing', () => {
  const http = scriptedClient('');

  it('names the people, the host, and whether Webex emails them; repeats only without emails', async () => {
    const answered = { status: 204, headers: { trackingid: 'ROUTER_1' } };
    http.server.will(answered, { status: 503 }, answered, { status: 503 });
    const share = (sendEmail: boolean, add = ['a@b.cc']) =>
      shareRecording(http.webex, { token: 't', hostEmail: 'h@b.cc' }, 'a/b', {
        ...{ add, remove: ['x@b.cc'], sendEmail },
      });
    assert.equal(await share(true), 'ROUTER_1');
    assert.equal(http.server.asked[0]?.url.pathname, '/recordings/a%2Fb/accessList');
    assert.deepEqual(JSON.parse(http.server.asked[0].body), {
      hostEmail: 'h@b.cc',
      addEmails: ['a@b.cc'],
      removeEmails: ['x@b.cc'],
      sendEmail: true,
    });
    assert.equal(await share(false, []), 'ROUTER_1');
    assert.equal(http.server.asked.length, 3);
    assert.equal('addEmails' in (JSON.parse(http.server.asked[1]?.body ?? '') as object), false);
    await assert.rejects(share(true), { status: 503 });
    assert.equal(http.server.asked.length, 4);
  });
});

const json = { id: 'a=b', topic: 'Standup', createTime: '2026-11-20T12:00:00Z' };

describe('recordings/requests: reading one', () => {
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

    it('is a defect of ours without its site and its time', async () => {
      const createdAt = Date.parse(json.createTime);
      for (const ref of [{ createdAt }, { siteUrl: 'acme.webex.com' }]) {
        const found = findRecording(http.webex, { token: 't', scope: 'site' }, { id: 'a', ...ref });
        await assert.rejects(found, /by its site and time only/);
      }
      assert.deepEqual(http.server.asked, []);
    });

    it('is not gone where one could not be read', async () => {
      const odd = { id: 'a=b', topic: 'Standup' };
      http.server.will({ json: { items: [odd] } }, { json: { items: [] } });
      await assert.rejects(find(), { name: 'WebexUnreadable' });
    });
  });
});
