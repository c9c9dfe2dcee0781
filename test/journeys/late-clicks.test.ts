import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { addRecording } from '../../sandbox/control/add-recording.js';
import { inboxCommand } from '../../src/cli/inbox.js';
import { journey, WEBHOOK_SECRET, type Journey } from '../support/journey.js';
import type { Client, SeenCard } from '../support/people.js';
import { everyStatus, recordingIn } from '../support/shelf.js';

const LATE = 16 * 60_000;
const WHY = /^\*\*You pressed this a while ago.* Nothing was done\./;

describe('journey: a click that could not be worked off for long', () => {
  let j: Journey;
  let alice: Client;
  let later: number;
  let target: Record<string, string>;
  beforeEach(async () => {
    later = 0;
    const now = (): number => Date.now() + later;
    j = await journey({ sandbox: { now }, app: { now } });
    alice = j.as('sandbox-alice');
    await alice.connects();
    const { id, siteUrl } = addRecording(j.sandbox.world, j.sandbox.recordings, {
      ...{ host: 'alice@example.com', topic: 'Retro', daysAgo: 1 },
    });
    target = { recording: id, site: siteUrl };
  });
  afterEach(() => j.end());

  const replay = async (): Promise<void> => {
    const terminal = { env: j.env, say: () => undefined, complain: () => undefined };
    assert.equal(await inboxCommand(['replay', 'all'], terminal), 0);
    await j.rest();
  };
  const send = async (card: SeenCard, inputs: Record<string, string>): Promise<SeenCard> => {
    await alice.submits(card.message.id, { ...target, ...inputs });
    return await alice.card();
  };
  /** Presses, and is told that it could not be done. */
  const pressesInVain = async (press: () => Promise<unknown>): Promise<void> => {
    j.sandbox.faults.set([{ method: 'GET', path: '^/attachment/actions', status: 503 }]);
    await press();
    assert.match((await alice.lastHeard()).text ?? '', /^Sorry, I couldn’t finish/);
    j.sandbox.faults.set([]);
  };
  /** The same; then somebody has it tried again, later. */
  const pressedInVain = async (
    press: () => Promise<unknown>,
    meanwhile: () => unknown = () => undefined,
  ): Promise<SeenCard> => {
    await pressesInVain(press);
    await meanwhile();
    const before = everyStatus(j);
    later += LATE;
    await replay();
    assert.deepEqual(everyStatus(j), before, 'nothing was changed');
    const card = await alice.card();
    assert.match(card.text(), WHY);
    return card;
  };
  const status = (): string | undefined => recordingIn(j, target.recording ?? '').status;

  it('asks once more before a permanent deletion, and then obeys', async () => {
    const question = await send(await alice.lists(), { action: 'ask-purge' });
    const again = await pressedInVain(() => question.click('Yes, delete permanently'));
    assert.match(again.text(), /Delete “Retro” permanently\?/);
    await again.click('Yes, delete permanently');
    assert.match((await alice.card()).text(), /^Deleted “Retro” permanently\./);
  });

  it('asks once more before a move to the recycle bin', async () => {
    const question = await send(await alice.lists(), { action: 'ask-delete' });
    const again = await pressedInVain(() => question.click('Move to recycle bin'));
    await again.click('Move to recycle bin');
    assert.equal(status(), 'deleted');
  });

  it('asks for no more than that of what is in the recycle bin by now', async () => {
    const question = await send(await alice.lists(), { action: 'ask-delete' });
    const card = await pressedInVain(
      () => question.click('Move to recycle bin'),
      () => j.sandbox.recordings.moveToBin([recordingIn(j, target.recording ?? '')]),
    );
    assert.match(card.text(), /already in the recycle bin/);
  });

  it('shows what it would restore', async () => {
    j.sandbox.recordings.moveToBin([recordingIn(j, target.recording ?? '')]);
    const list = await alice.lists();
    const again = await pressedInVain(() => send(list, { action: 'restore' }));
    await again.click('Restore');
    assert.equal(status(), 'available');
  });

  it('asks once more with whom to share', async () => {
    const list = await alice.lists();
    const wanted = { action: 'share', add: 'bob@example.com', remove: '', tell: 'false' };
    const again = await pressedInVain(() => send(list, wanted));
    assert.match(again.text(), /Share “Retro”\?/);
    assert.equal(recordingIn(j, target.recording ?? '').sharedWith.size, 0);
    await again.click('Share');
    assert.match((await alice.card()).text(), /^Shared/);
  });

  it('asks once more before many are changed', async () => {
    await alice.says('clean up older than 60 days');
    const found = await alice.card();
    await found.click(found.parts().find(({ title }) => title?.startsWith('Move'))?.title ?? '');
    const question = await alice.card();
    const yes = 'Yes, move them to the recycle bin';
    const again = await pressedInVain(() => question.click(yes));
    await again.click(yes);
    assert.match((await alice.card()).text(), /^Moved \d+ recordings/);
  });

  it('saves no settings', async () => {
    const card = await alice.lists('settings');
    const wanted = { action: 'save-settings', zone: 'Asia/Tokyo', tellWhenReady: 'false' };
    const shown = await pressedInVain(() =>
      send(card, { ...wanted, weekly: 'true', isQuiet: 'false' }),
    );
    assert.match(shown.text(), /Your settings/);
    assert.equal(shown.parts().find(({ id }) => id === 'weekly')?.value, 'false');
  });

  describe('when it comes once more after it was forgotten', () => {
    const DAYS = 3 * 86_400_000;
    /** As whoever has kept what Webex sent would send it. */
    const sends = async (resource: string, data: Record<string, string>): Promise<void> => {
      const body = JSON.stringify({ resource, event: 'created', data });
      const signature = createHmac('sha1', WEBHOOK_SECRET).update(body).digest('hex');
      const headers = { 'content-type': 'application/json', 'x-spark-signature': signature };
      const { status } = await fetch(`${j.app.url}/webhook`, { method: 'POST', headers, body });
      assert.equal(status, 200);
      await j.rest();
    };
    const loses = async (say: () => Promise<unknown>): Promise<void> => {
      j.sandbox.faults.set([{ webhook: 'lose' }]);
      await say();
      j.sandbox.faults.set([]);
      later = DAYS;
    };

    it('asks whether to disconnect', async () => {
      const said = { toPersonEmail: 'recordings@webex.bot', text: 'disconnect' };
      let data: Record<string, string> = {};
      await loses(async () => {
        data = await alice.api('POST', '/messages', said);
        await j.rest();
      });
      await sends('messages', data);
      const card = await alice.card();
      assert.match(card.text(), /^That was days ago\n.*Nothing was done/);
      assert.ok(card.has('Show my recordings'), 'a way on for who does not');
      assert.match((await alice.lists()).text(), /Your recordings/, 'still connected');
      await card.click('Yes, do it now');
      assert.match((await alice.card()).text(), /disconnected|forgotten|forgot/i);
    });

    it('asks before a button says anything for its person', async () => {
      const list = await alice.lists();
      let id = '';
      await loses(async () => {
        id = await alice.submits(list.message.id, { action: 'say', text: 'disconnect' });
      });
      const { roomId } = list.message;
      await sends('attachmentActions', {
        id,
        roomId,
        personId: (await alice.api<{ id: string }>('GET', '/people/me')).id,
      });
      assert.match((await alice.card()).text(), /^That was days ago/);
      assert.match((await alice.lists()).text(), /Your recordings/, 'still connected');
    });
  });

  it('shows a list as ever', async () => {
    const list = await alice.lists();
    await pressesInVain(() => list.click('Refresh'));
    later += LATE;
    await replay();
    const card = await alice.card();
    assert.doesNotMatch(card.text(), WHY);
    assert.ok(card.topics().length > 0);
  });

  it('goes on with what had begun before a crash', async () => {
    const list = await alice.lists();
    const asked = j.sandbox.calls.list().length;
    j.sandbox.faults.set([{ path: '^/messages', status: 503 }]);
    await alice.submits(list.message.id, { action: 'trash', ...target }).catch(() => undefined);
    assert.ok(j.sandbox.calls.list().length > asked);
    assert.equal(status(), 'deleted');
    j.sandbox.faults.set([]);
    later = LATE;
    await replay();
    const card = await alice.card();
    assert.match(card.text(), /^Moved “Retro” to the recycle bin/);
  });
});
