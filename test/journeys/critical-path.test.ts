import assert from 'node:assert/strict';
import { journey, type Journey } from '../support/journey.js';
import type { Client } from '../support/people.js';

/** What Webex is asked between a message or a click and the card: nothing that could be left out. */
describe('journey: the critical path', () => {
  let j: Journey;
  let alice: Client;
  before(async () => {
    j = await journey();
    alice = j.as('sandbox-alice');
    await alice.connects();
    await alice.says('help');
  });
  afterEach(() => j.sandbox.faults.set([]));
  after(() => j.end());

  /** Calls of the bot and in Alice's name, one line for those that were under way together. */
  const steps = (): string[][] => {
    const calls = j.sandbox.calls
      .list()
      .filter(({ token }) => token === 'sandbox-bot' || token.startsWith('oauth:'))
      .sort((one, other) => one.start - other.start || one.end - other.end);
    const lines: { names: string[]; end: number }[] = [];
    for (const { method, path, start, end } of calls) {
      const name = `${method} ${path.replace(/^\/v1/, '').replace(/\/[\w=-]{32,}/, '/…')}`;
      const last = lines.at(-1);
      if (last !== undefined && start < last.end) {
        last.names.push(name);
        last.end = Math.max(last.end, end);
      } else lines.push({ names: [name], end });
    }
    return lines.map(({ names }) => names.sort());
  };
  /** With some latency, so that what is in sequence can be told from what is not. */
  const timed = async (act: () => Promise<unknown>): Promise<string[][]> => {
    j.sandbox.calls.clear();
    j.sandbox.faults.set([{ latencyMs: 60 }]);
    await act();
    return steps();
  };

  it('list: the message, the recordings, the card', async () => {
    assert.deepEqual(await timed(() => alice.says('list')), [
      ['GET /messages/…'],
      ['GET /recordings'],
      ['POST /messages'],
    ]);
  });

  it('help: the message, the card', async () => {
    assert.deepEqual(await timed(() => alice.says('help')), [
      ['GET /messages/…'],
      ['POST /messages'],
    ]);
  });

  it('another page: the click, and the card in its place out of what was just found', async () => {
    const list = await alice.lists();
    assert.deepEqual(await timed(() => list.click('Older ›')), [
      ['GET /attachment/actions/…'],
      ['PUT /messages/…'],
    ]);
  });

  it('move to the recycle bin: the click, the move, a look beside the list, the card', async () => {
    const list = await alice.lists();
    assert.deepEqual(await timed(() => list.trashes()), [
      ['GET /attachment/actions/…'],
      ['POST /recordings/softDelete'],
      ['GET /recordings', 'GET /recordings/…'],
      ['PUT /messages/…'],
    ]);
    const moved = await alice.card();
    assert.deepEqual(await timed(() => moved.click('Undo')), [
      ['GET /attachment/actions/…'],
      ['POST /recordings/restore'],
      ['GET /recordings', 'GET /recordings/…'],
      ['PUT /messages/…'],
    ]);
  });

  it('delete permanently: two questions, each with the recording and what it would cost, then the same', async () => {
    const list = await alice.lists();
    const asked = [
      ['GET /attachment/actions/…'],
      ['GET /recordingReport/accessDetail', 'GET /recordings/…'],
      ['PUT /messages/…'],
    ];
    assert.deepEqual(await timed(() => list.click('Delete…')), asked);
    const first = await alice.card();
    assert.deepEqual(await timed(() => first.click('Delete permanently…')), asked);
    const question = await alice.card();
    assert.deepEqual(await timed(() => question.click('Yes, delete permanently')), [
      ['GET /attachment/actions/…'],
      ['DELETE /recordings/…'],
      ['GET /recordings', 'GET /recordings/…'],
      ['PUT /messages/…'],
    ]);
  });

  it('in a group space: two messages, and nothing to find out about the space', async () => {
    const room = await j.group();
    assert.deepEqual(await timed(() => alice.saysIn(room, 'list')), [
      ['GET /messages/…'],
      ['GET /recordings'],
      ['POST /messages'],
      ['POST /messages'],
    ]);
  });
});
