import assert from 'node:assert/strict';
import { type TokenProvider, targetOf } from '../../../src/accounts/token-provider.js';
import { type Actor, NotConnected, NotServed } from '../../../src/accounts/types.js';
import { createFeatures } from '../../../src/features/index.js';
import { latest, writeState } from '../../../src/query/list-state.js';
import type { WebexAnswer, WebexClient } from '../../../src/webex/client.js';
import { seen, titles } from '../../bot/support/card.js';
import { type ScriptedClick } from '../../bot/support/context.js';
import { type SandboxDeps, sandboxDeps } from '../../bot/support/deps.js';
import { describePglite } from '../../support/databases.js';
import { deleting } from './deleting.js';

describePglite('a confirmed deletion, and its Undo', ({ open }) => {
  let on: SandboxDeps;
  beforeEach(async () => {
    on = await sandboxDeps(await open());
  });
  afterEach(() => on.stop());

  const { press, target, statusOf, told } = deleting(() => on);

  it('moves to the bin, and back by Undo', async () => {
    const data = await target();
    const moved = await press('trash', data);
    assert.match(told(moved), /^Moved “.*” to the recycle bin/);
    assert.equal(statusOf(data), 'deleted');
    const card = seen(moved.only('update'));
    const shown = card.parts().map((part) => part.data?.recording);
    assert.equal(shown.filter((id) => id === data.recording).length, 1);
    assert.match(told(await press('restore', card.dataOf('Undo'))), /^Restored “/);
    assert.equal(statusOf(data), 'available');
  });

  it('says so when it is done already', async () => {
    const data = await target();
    await press('trash', data);
    on.sandbox.calls.clear();
    const again = await press('trash', data);
    assert.match(told(again), /is already in the recycle bin\./);
    assert.ok(on.sandbox.calls.list().every(({ method }) => method === 'GET'));
    assert.ok(titles(again.only('update')).includes('Undo'));
  });

  it('does it again when it was undone elsewhere', async () => {
    const data = await target();
    await press('trash', data);
    const recording = on.sandbox.recordings.get(data.recording ?? '');
    assert.ok(recording);
    on.sandbox.recordings.restore([recording]);
    assert.match(told(await press('trash', data)), /^Moved/);
    assert.equal(statusOf(data), 'deleted');
  });

  it('stays undoable where what came after it was refused', async () => {
    const first = await target();
    const moved = seen((await press('trash', first)).only('update'));
    const other = moved.trashData();
    const faults = [{ method: 'POST', path: '/recordings/(softDelete|restore)$', status: 403 }];
    for (const [action, data] of [
      ['trash', other],
      ['restore', moved.dataOf('Undo')],
    ] as const) {
      on.sandbox.faults.set(faults);
      const refused = seen((await press(action, data)).only('update'));
      assert.match(refused.text(), /nothing was changed/);
      on.sandbox.faults.set([]);
      const list = seen((await press('refresh', refused.dataOf('Refresh'))).only('update'));
      assert.match(list.text(), /^Moved “.*” to the recycle bin/, action);
      assert.equal(list.dataOf('Undo').recording, first.recording);
    }
    const back = seen((await press('restore', moved.dataOf('Undo'))).only('update'));
    assert.match(back.text(), /^Restored/);
  });

  it('names what was refused, though the button of a row does not', async () => {
    const bin = { ...latest(Date.now()), filter: { status: 'deleted' } } as const;
    const list = seen((await press('refresh', { list: writeState(bin) })).only('update'));
    const [topic] = list.topics();
    assert.ok(topic);
    on.sandbox.faults.set([{ method: 'POST', path: '/recordings/restore$', status: 403 }]);
    const refused = await press('restore', list.dataOf('Restore'));
    assert.ok(told(refused).startsWith(`“${topic}” was not restored`), told(refused));
  });

  it('deletes for good, and says so when that is repeated', async () => {
    const data = await target();
    assert.match(told(await press('delete', data)), /^Deleted “.*” permanently/);
    assert.equal(statusOf(data), 'purged');
    assert.match(told(await press('delete', data)), /gone already/);
    assert.match(told(await press('trash', data)), /was deleted permanently/);
  });

  it('keeps the topic of the button where nothing else is known, made safe', async () => {
    const data = { ...(await target()), topic: '[x](https://evil.example)' };
    await press('delete', data);
    const text = told(await press('delete', data));
    assert.match(text, /^“\[x\]\u2060\(https:\u2060\/\u2060\//);
    assert.match(told(await press('delete', { ...data, topic: '' })), /^“The recording” is/);
  });

  it('does not touch what is not the person’s own', async () => {
    const data = await target();
    const text = told(await press('trash', data, on.bob));
    assert.match(text, /nothing was changed|no longer shows/);
    assert.equal(statusOf(data), 'available');
  });

  it('looks when the answer was lost', async () => {
    const data = await target();
    on.sandbox.faults.set([{ method: 'POST', path: '/softDelete', cut: 'after', times: 1 }]);
    assert.match(told(await press('trash', data)), /^Moved/);
    assert.equal(statusOf(data), 'deleted');
  });

  it('answers without the list when only the list cannot be had', async () => {
    const data = await target();
    on.sandbox.faults.set([{ method: 'GET', path: '/recordings$', status: 503 }]);
    // Features that have found nothing yet.
    const click = await press('trash', data, on.alice, createFeatures(on.deps));
    assert.match(told(click), /^Moved .*\nWebex couldn’t give me the list/);
    assert.deepEqual(titles(click.only('update')), ['Undo', 'Show the list']);
  });

  it('answers without the list where its person is served or connected no more', async () => {
    for (const error of [new NotServed('not-admitted'), new NotConnected('over')]) {
      const data = await target();
      let asked = 0;
      const get: TokenProvider['get'] = (actor) =>
        (asked += 1) > 1 ? Promise.reject(error) : on.deps.tokens.get(actor);
      const features = createFeatures({ ...on.deps, tokens: { ...on.deps.tokens, get } });
      assert.match(told(await press('trash', data, on.alice, features)), /^Moved “/);
    }
  });

  it('works for a recording whose site is not known', async () => {
    const data = { ...(await target()), site: '' };
    assert.match(told(await press('delete', data)), /^Deleted/);
  });

  it('asks for no list that it has just shown', async () => {
    const data = await target();
    const count = (click: ScriptedClick) => Number(/1–5 of (\d+)/.exec(told(click))?.[1]);
    const before = count(await press('page', { list: data.list }));
    on.sandbox.calls.clear();
    const click = await press('trash', data);
    assert.equal(count(click), before - 1);
    const card = seen(click.only('update'));
    const shown = card.parts().flatMap(({ data: of }) => of?.recording ?? []);
    assert.equal(shown.filter((id) => id === data.recording).length, 1);
    const asked = on.sandbox.calls.list().map(({ path }) => path);
    assert.ok(!asked.includes('/v1/recordings'), asked.join());
  });

  it('hands on a defect of our own', async () => {
    const data = await target();
    const defect = new TypeError('x');
    const { webex } = on.deps;
    const broken = createFeatures({
      ...on.deps,
      webex: {
        ...webex,
        call: (request) =>
          request.path === '/recordings' ? Promise.reject(defect) : webex.call(request),
      },
    });
    await assert.rejects(press('trash', data, on.alice, broken), (error) => error === defect);
  });

  for (const known of [true, false]) {
    it(`hides what is gone from a list that lags behind${known ? '' : ', and was not read before'}`, async () => {
      const data = await target();
      const { webex } = on.deps;
      const lists = new Map<string, Promise<WebexAnswer<unknown>>>();
      const behind: WebexClient = {
        ...webex,
        call: async (request) => {
          if (request.path !== '/recordings') return await webex.call(request);
          const first = lists.get('first') ?? webex.call(request);
          lists.set('first', first);
          const answer = await first;
          return { ...answer, data: request.answer.parse(answer.data) };
        },
      };
      const features = createFeatures({ ...on.deps, webex: behind });
      await press('refresh', {}, on.alice, features);
      const pressed = known ? features : createFeatures({ ...on.deps, webex: behind });
      const click = await press('trash', data, on.alice, pressed);
      const about = seen(click.only('update'))
        .parts()
        .flatMap((part) => (part.data?.recording === data.recording ? [part.title] : []));
      assert.deepEqual(about, ['Undo']);
    });
  }

  it('shows no other list as it was before', async () => {
    const moved = seen((await press('trash', await target())).only('update'));
    const list = writeState({ ...latest(Date.now()), filter: { status: 'deleted' } });
    const inBin = async (action: string): Promise<boolean> => {
      const parts = seen((await press(action, { list })).only('update')).parts();
      return parts.some(({ data }) => data?.recording === moved.dataOf('Undo').recording);
    };
    assert.equal(await inBin('refresh'), true);
    await press('restore', moved.dataOf('Undo'));
    assert.equal(await inBin('page'), false);
  });

  it('asks once more where what was in the recycle bin was restored since', async () => {
    const data = await target();
    await press('trash', data);
    const asked = seen((await press('ask-purge', data)).only('update'));
    const yes = asked.dataOf('Yes, delete permanently');
    await press('restore', data);
    assert.match(told(await press('delete', yes)), /It was restored since you were asked/);
    assert.equal(statusOf(data), 'available');
    await press('trash', data);
    assert.match(told(await press('delete', yes)), /^Deleted “/);
  });

  it('asks once more where it is for good and the question is weeks old, and acts where it is not', async () => {
    const data = await target();
    const weeksAgo = writeState(latest(Date.now() - 21 * 86_400_000));
    const asked = await press('delete', { ...data, list: weeksAgo });
    assert.match(told(asked), /I asked you this a while ago/);
    assert.equal(statusOf(data), 'available');
    await press('trash', { ...data, list: weeksAgo });
    assert.equal(statusOf(data), 'deleted');
    await press('restore', { ...data, list: weeksAgo });
    assert.equal(statusOf(data), 'available');
    await press('delete', seen(asked.only('update')).dataOf('Yes, delete permanently'));
    assert.equal(statusOf(data), 'purged');
  });

  for (const name of ['trash', 'restore', 'delete', 'ask-delete', 'ask-purge']) {
    it(`does nothing on data that we did not write: ${name}`, async () => {
      on.sandbox.calls.clear();
      const click = await press(name, { recording: '../x', site: '' });
      assert.match(told(click), /out of date/);
      assert.deepEqual(on.sandbox.calls.list(), []);
    });
  }
});

describePglite('a deletion of what nobody hosts', ({ open }) => {
  let on: SandboxDeps;
  let admin: Actor;
  let data: Record<string, string>;
  beforeEach(async () => {
    const has = (_: Actor, role: string) => Promise.resolve(role === 'administrator');
    on = await sandboxDeps(await open(), { has });
    on.deps.tokens.get = (actor) => Promise.resolve({ token: 'sandbox-admin', ...targetOf(actor) });
    admin = { personId: on.sandbox.world.people.byEmail('admin@example.com')?.id ?? '' };
    on.sandbox.addPerson({ name: 'Dora', email: 'dora@example.com' });
    const { id } = on.sandbox.addRecording({ host: 'dora@example.com', topic: 'Dora’s' });
    const list = writeState({ ...latest(Date.now()), scope: 'site' });
    const { siteUrl: site = '', createTime = 0 } = on.sandbox.recordings.get(id) ?? {};
    data = { recording: id, site, made: String(Math.floor(createTime / 1_000)), topic: '', list };
    on.sandbox.calls.clear();
  });
  afterEach(() => on.stop());

  const { press, statusOf, told } = deleting(() => on);
  const deletes = () => press('delete-of-nobody', data, admin);

  it('is for good, and says so when that is repeated', async () => {
    on.sandbox.removePerson('dora@example.com');
    assert.match(told(await deletes()), /^⚠ As an administrator.+\nDeleted “.+” permanently/);
    assert.equal(statusOf(data), 'purged');
    assert.match(told(await deletes()), /^⚠ As an administrator.+\n“.+” is gone already/);
  });

  it('is none where Webex knows the host after all', async () => {
    assert.match(told(await deletes()), /Webex knows the host of that recording after all/);
    assert.equal(statusOf(data), 'available');
    assert.ok(on.sandbox.calls.list().every(({ method }) => method === 'GET'));
  });
});
