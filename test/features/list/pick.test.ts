import assert from 'node:assert/strict';
import { z } from 'zod';
import { type Action, action } from '../../../src/bot/feature.js';
import { type Pick, pickRecording } from '../../../src/features/list/pick.js';
import { USUAL_LIMIT, latest, readState } from '../../../src/query/list-state.js';
import { Permit } from '../../../src/util/permit.js';
import { ItemList } from '../../../src/webex/lists.js';
import { seen, titles } from '../../bot/support/card.js';
import { type ScriptedClick, scriptedClick } from '../../bot/support/context.js';
import { describePglite } from '../../support/databases.js';
import { ALICE, BOB, bulkStage, type BulkStage } from '../bulk/support/stage.js';

describePglite('the recording that somebody describes', ({ open }) => {
  let on: BulkStage;
  let turn: ScriptedClick;
  /** What the action came to, as `who: recording`. */
  let acted: string[];
  let only: Action;
  let pick: Pick;
  beforeEach(async () => {
    on = await bulkStage(await open(), Array<'available'>(7).fill('available'), false);
    const permit = Permit.ofEvent('messages:created:m1');
    await on.deps.settings.change(permit, ALICE.personId, { timeZone: 'UTC' });
    const { call } = on.deps.webex;
    on.deps.webex.call = async (request) => {
      const answer = await call(request);
      const { topic } = request.query ?? {};
      if (topic === undefined) return answer;
      const items = (answer.data as { items: { topic: string }[] }).items;
      return {
        ...answer,
        data: { ...answer.data, items: items.filter((one) => one.topic === topic) },
      };
    };
    turn = scriptedClick(ALICE);
    acted = [];
    only = action({
      name: 'ask-share',
      input: z.object({ recording: z.string(), extra: z.string().optional() }),
      run: (ctx, { recording, extra }) => {
        const whose = ctx.actor.personId === ALICE.personId ? 'alice' : 'another';
        acted.push([whose, recording, ...(extra === undefined ? [] : [extra])].join(' '));
        return Promise.resolve();
      },
    });
    pick = { verb: 'share', button: 'Share', action: 'ask-share', only };
  });
  afterEach(() => on.stop());

  const picked = (written: string, changes: Partial<Pick> = {}, ctx: object = {}): Promise<void> =>
    pickRecording(on.deps, { ...turn, ...ctx }, written, { ...pick, ...changes });
  const answered = () => seen(turn.only('reply'));
  const offered = (): unknown[] =>
    answered()
      .parts()
      .flatMap(({ data }) => (data?.action === 'ask-share' ? [data.recording] : []));

  it('is asked about at once where it is the only one that fits', async () => {
    await picked('about r3', { extra: { extra: 'more' } });
    assert.deepEqual([acted, turn.answers], [['alice r3 more'], []]);
  });

  it('is shown with its button where nothing asks about it', async () => {
    const { verb, button, action: name } = pick;
    await pickRecording(on.deps, turn, 'about r3', { verb, button, action: name });
    assert.match(answered().text(), /^Is it this one\?/);
    assert.deepEqual([offered(), acted], [['r3'], []]);
  });

  it('is one of several, of which five are shown', async () => {
    await picked('');
    assert.deepEqual(offered(), ['r0', 'r1', 'r2', 'r3', 'r4']);
    assert.ok(titles(turn.only('reply')).some((title) => /all/i.test(title)));
    assert.deepEqual(acted, []);
    // As in a list: in the person's own days, and without the year where it is this one.
    assert.match(answered().text(), /^(?:\w{3} \d{1,2} \w{3}, \d{1,2}:\d\d|\d{1,2} \w{3} \d{4})$/m);
  });

  for (const [written, recording] of [
    ['first', 'r0'],
    ['the second one', 'r1'],
    ['the 3rd recording', 'r2'],
    ['FIFTH', 'r4'],
    ['#2', 'r1'],
    ['no. 3', 'r2'],
    ['row 4 please', 'r3'],
    ['the sixth one', 'r5'],
  ] as const) {
    it(`is found by its place: “${written}”`, async () => {
      await picked(written);
      assert.deepEqual([acted, turn.answers], [[`alice ${recording}`], []]);
    });
  }

  describe('in the list that was shown last', () => {
    const shown = (more: object = {}) =>
      on.deps.searches.noteShown(ALICE, { ...latest(on.deps.now()), sort: 'oldest', ...more });

    it('is found by its place', async () => {
      shown();
      await picked('the second one');
      shown({ start: 2 });
      await picked('the first one');
      assert.deepEqual(acted, ['alice r5', 'alice r4']);
    });

    for (const written of ['the first and third', '#1, #2 and #4', 'number two and three']) {
      it(`is one of its first where several places are named: “${written}”`, async () => {
        shown();
        await picked(written);
        assert.deepEqual([offered(), acted], [['r6', 'r5', 'r4', 'r3', 'r2'], []]);
      });
    }

    it('is that of the bin where the bin was shown, and none that the person does not see', async () => {
      shown({ filter: { status: 'deleted' } });
      await picked('the second one');
      assert.deepEqual(acted, []);
      assert.match(answered().text(), /found no such recording.*recycle bin/s);
      on.kept.slice(0, 3).forEach((one) => (one.status = 'deleted'));
      await picked('the second one');
      assert.deepEqual(acted, ['alice r1']);
    });

    it('is not counted in another list where only the bin is meant', async () => {
      shown();
      on.kept.slice(0, 3).forEach((one) => (one.status = 'deleted'));
      await picked('the second one', { always: { status: 'deleted' } });
      assert.deepEqual(acted, ['alice r1']);
    });

    it('is named by a number alone, which else says how many', async () => {
      await picked('3');
      assert.deepEqual([offered(), acted], [['r0', 'r1', 'r2'], []]);
      turn = scriptedClick(ALICE);
      shown({ start: 2 });
      await picked('3');
      assert.deepEqual([acted, turn.answers], [['alice r2'], []]);
    });

    it('is one of those that it was asked about last', async () => {
      shown();
      await picked('about the newest 4');
      turn = scriptedClick(ALICE);
      await picked('the second one');
      assert.deepEqual(acted, ['alice r1']);
    });
  });

  for (const [written, recording] of [
    ['the newest', 'r0'],
    ['latest', 'r0'],
    ['the most recent', 'r0'],
    ['my oldest', 'r6'],
    ['the very largest', 'r0'],
    ['the newest as mp4', 'r0'],
  ] as const) {
    it(`is one where a superlative names one: “${written}”`, async () => {
      await picked(written);
      assert.deepEqual([acted, turn.answers], [[`alice ${recording}`], []]);
    });
  }

  for (const written of ['the oldest recordings', 'oldest three', 'the newest 5', 'newest ones']) {
    it(`is one of several where words are of several: “${written}”`, async () => {
      await picked(written);
      assert.ok(offered().length >= 3);
      assert.deepEqual(acted, []);
    });
  }

  for (const written of ['the newest', 'the second one', 'the last one', 'about r3']) {
    it(`leads back to a whole list, not to one of what was meant: “${written}”`, async () => {
      const lists: (string | undefined)[] = [];
      const named = action({
        name: 'ask-share',
        input: z.object({ list: z.string() }),
        run: (_, { list }) => Promise.resolve(lists.push(list)),
      });
      await picked(written, { only: named });
      const [state] = lists.map((list) => readState(list, on.deps.now()));
      assert.equal(state?.limit, USUAL_LIMIT);
    });
  }

  it('is not the second of one, which is offered instead', async () => {
    on.kept.slice(1).forEach((one) => (one.status = 'purged'));
    await picked('the second one');
    assert.deepEqual(acted, []);
    assert.deepEqual(offered(), ['r0']);
  });

  const above = (recording: string, isNext = true) => ({
    answersOn: () =>
      Promise.resolve({ about: { action: 'trash', recording, extra: 'of the card' }, isNext }),
  });
  for (const written of ['', 'it', 'this one', 'that recording', 'it now', 'the one above']) {
    it(`is the one of the card above: “${written}”`, async () => {
      await picked(written, { extra: { extra: 'of the verb' } }, above('r5'));
      assert.deepEqual([acted, turn.answers], [['alice r5 of the verb'], []]);
    });
  }

  it('is the one that a card further up is about, where the words point at one', async () => {
    await picked('it', {}, above('r5', false));
    assert.deepEqual([acted, turn.answers], [['alice r5 of the card'], []]);
  });

  for (const [written, newestFirst, oldestFirst] of [
    ['the one after it', 'r4', 'r4'],
    ['the one before', 'r6', 'r6'],
    ['the recording before this one', 'r6', 'r6'],
  ] as const) {
    it(`is the one beside that of the card above, as time goes: “${written}”`, async () => {
      for (const sort of ['newest', 'oldest'] as const) {
        on.deps.searches.noteShown(ALICE, { ...latest(on.deps.now()), sort });
        await picked(written, {}, above('r5', false));
      }
      assert.deepEqual(acted, [`alice ${newestFirst}`, `alice ${oldestFirst}`]);
    });
  }

  it('is none beside the newest, and one of all where no card is about one', async () => {
    await picked('the one after that', {}, above('r0'));
    assert.deepEqual([acted, offered()], [[], []]);
    turn = scriptedClick(ALICE);
    await picked('the one after that');
    assert.deepEqual([acted, offered().length], [[], 5]);
  });

  for (const written of ['the one before that', 'the previous one'])
    it(`is asked for where nothing was shown that it is beside: “${written}”`, async () => {
      await picked(written);
      assert.deepEqual([acted, offered().length], [[], 5]);
    });

  for (const written of ['the other one', 'the others', 'the rest', 'both'])
    it(`is none of the card above where the words mean others: “${written}”`, async () => {
      await picked(written, {}, above('r5'));
      assert.deepEqual([acted, offered().length], [[], 5]);
    });

  it('is not what a card further up is about, where a verb stands alone', async () => {
    await picked('', {}, above('r5', false));
    assert.deepEqual([acted, offered().length], [[], 5]);
  });

  it('is the described one, whatever card is above', async () => {
    await picked('about r3', {}, above('r5'));
    assert.deepEqual(acted, ['alice r3']);
  });

  it('is not the one of the card above where somebody acts for another', async () => {
    const actor = { ...ALICE, onBehalfOf: { ...BOB, email: 'b@example.com', displayName: 'Bob' } };
    const never = { actor, answersOn: () => assert.fail('looked at the card above') };
    await picked('it', {}, never);
    assert.deepEqual([acted, offered().length], [[], 5]);
  });

  it('is looked for in all of time where none fits', async () => {
    await picked('about nonsense');
    const { text } =
      answered()
        .parts()
        .find(({ data }) => data?.action === 'say')?.data ?? {};
    assert.equal(text, 'share about nonsense of all time');
    assert.deepEqual(acted, []);
  });

  it('is looked for in all of time for the same person, and for those whom the line names', async () => {
    const actor = { ...ALICE, onBehalfOf: { ...BOB, email: 'b@example.com', displayName: 'Bob' } };
    await picked('about nonsense', { behind: ' with c@example.com' }, { actor });
    const wider = answered().dataOf('Search all dates').text;
    assert.equal(wider, 'for b@example.com share about nonsense of all time with c@example.com');
    const long = scriptedClick(ALICE);
    await pickRecording(on.deps, long, 'about ${x}', pick);
    assert.deepEqual(titles(long.only('reply')), ['Change search…', 'Show my recordings']);
  });

  it('is asked what it means for those whom the line names', async () => {
    await picked('of 31 february', { behind: ' with c@example.com' });
    const said = answered()
      .parts()
      .flatMap(({ data }) => (data?.action === 'say' ? [data.text] : []));
    assert.ok(said.length > 0);
    for (const line of said) assert.match(line ?? '', /^share .* with c@example\.com$/);
  });

  describe('where one could not be read', () => {
    /** Whatever its topic: Webex gives it, and says too little of it. */
    const unreadable = (id: string): void => {
      const { call } = on.deps.webex;
      on.deps.webex.call = async (request) => {
        const answer = await call(request);
        if (request.path !== '/recordings') return answer;
        const { items } = answer.data as { items: { id: string }[] };
        const rest = items.filter((one) => one.id !== id);
        return { ...answer, data: new ItemList(rest, [{ key: id, where: [] }]) as never };
      };
    };
    beforeEach(() => unreadable('r0'));

    for (const [written, shown] of [
      ['the last one', 'r1'],
      ['', 'r1 r2 r3 r4 r5'],
      ['about r3', 'r3'],
      ['the second one', 'r2'],
    ] as const) {
      it(`is no other, though it is the only one left: “${written}”`, async () => {
        await picked(written);
        assert.match(answered().text(), / · 1 recording could not be read/);
        assert.deepEqual([offered().join(' '), acted], [shown, []]);
      });
    }

    it('is the one of the card above', async () => {
      await picked('it', {}, above('r5'));
      assert.deepEqual(acted, ['alice r5 of the card']);
    });

    it('is no other where somebody acts for another, or for everyone', async () => {
      const onBehalfOf = { ...BOB, email: 'b@example.com', displayName: 'Bob' };
      for (const role of [{ onBehalfOf }, { scope: 'site' }, { scope: 'organization' }]) {
        turn = scriptedClick(ALICE);
        await picked('the last one', {}, { actor: { ...ALICE, ...role } });
        assert.match(answered().text(), / · 1 recording could not be read/);
        assert.deepEqual([offered(), acted], [['r1'], []]);
      }
    });

    it('is told where none fits, and where what fits is somebody else’s', async () => {
      await picked('about nonsense');
      assert.match(answered().text(), /^I found no such recording\n.* · 1 recording could not be/);
      on.kept.slice(2).forEach((one) => (one.status = 'purged'));
      const { call } = on.deps.webex;
      on.deps.webex.call = async (request) => {
        const answer = await call(request);
        const { items } = answer.data as { items: { shareToMe: boolean }[] };
        for (const one of items) one.shareToMe = true;
        return answer;
      };
      turn = scriptedClick(ALICE);
      on.deps.searches.forgetPicked(ALICE);
      await picked('', { isForHosts: true });
      assert.match(answered().text(), /“r1” is shared with you.*\n.*1 recording could not be read/);
    });
  });

  describe('where only a host can do this', () => {
    /** Everything is shared with Alice, but for these. */
    const onlyOwn = (...own: string[]): void => {
      const { call } = on.deps.webex;
      on.deps.webex.call = async (request) => {
        const answer = await call(request);
        if (request.path !== '/recordings') return answer;
        const { items } = answer.data as { items: { id: string; shareToMe: boolean }[] };
        for (const one of items) one.shareToMe = !own.includes(one.id);
        return answer;
      };
    };
    const isForHosts = true;

    it('is none of somebody else’s', async () => {
      on.kept.slice(6).forEach((one) => (one.status = 'purged'));
      onlyOwn('r3');
      await picked('', { isForHosts });
      assert.deepEqual(acted, ['alice r3']);
    });

    it('is found behind any number that others share', async () => {
      onlyOwn('r6');
      await picked('', { isForHosts });
      assert.deepEqual(acted, ['alice r6']);
    });

    it('is the one at that place of the whole list', async () => {
      onlyOwn('r2');
      await picked('the third one', { isForHosts });
      assert.deepEqual(acted, ['alice r2']);
    });

    for (const written of ['', 'about r3', 'the second one', 'shared with me']) {
      it(`says so where what fits is shared by others: ${written}`, async () => {
        onlyOwn('r0', 'r4');
        if (written === '') onlyOwn();
        await picked(written, { isForHosts });
        assert.deepEqual(acted, []);
        assert.match(answered().text(), /^Only its host can do that\n“r\d” is shared with you/);
      });
    }

    it('is not found where nothing fits', async () => {
      onlyOwn();
      await picked('about nonsense', { isForHosts });
      assert.match(answered().text(), /^I found no such recording/);
    });
  });
});
