import assert from 'node:assert/strict';
import { CHANGES_AT_ONCE, journey, TRANSPORTS, type Journey } from '../support/journey.js';
import type { Client } from '../support/people.js';
import { until } from '../support/until.js';

const METRICS = 'a-token-for-metrics';

/** What Webex is asked between a message or a click and the card: nothing that could be left out. */
for (const transport of TRANSPORTS)
  describe(`journey: the critical path by ${transport}`, () => {
    let j: Journey;
    let alice: Client;
    before(async () => {
      j = await journey({
        sandbox: CHANGES_AT_ONCE,
        transport,
        env: { METRICS_TOKEN: METRICS, METRICS_PORT: '0' },
      });
      alice = j.as('sandbox-alice');
      await alice.connects();
      await alice.says('help');
    });
    afterEach(() => j.sandbox.letGo());
    after(() => j.end());

    /**
     * Lets the bot, for itself and in Alice's name, come no further than each step: calls that are to
     * be under way together have to come together. What else it would ask comes in a step's place.
     */
    const walks = async (act: () => Promise<unknown>, ...steps: string[][]): Promise<void> => {
      const hold = j.sandbox.hold({ path: /^/, token: /^(sandbox-bot$|oauth:)/ });
      const held = (): string[] =>
        hold
          .who()
          .map((name) => name.replace(/\/[\w=-]{32,}/, '/…'))
          .sort();
      const acting = act();
      for (const step of steps) {
        const hope = (): string => `for ${step.join(', ')}, where it asks ${held().join(', ')}`;
        await until(() => hold.waiting() >= step.length, hope);
        assert.deepEqual(held(), step);
        hold.pass(step.length);
      }
      hold.open();
      await acting;
      assert.equal(hold.came(), steps.flat().length);
    };

    it('list: the message, the recordings, the card', async () => {
      await walks(
        () => alice.says('list'),
        ['GET /messages/…'],
        ['GET /recordings'],
        ['POST /messages'],
      );
    });

    it('help: the message, the recordings that its examples are of, the card', async () => {
      await walks(
        () => alice.says('help'),
        ['GET /messages/…'],
        ['GET /recordings'],
        ['POST /messages'],
      );
    });

    it('another page: the click, and the card in its place out of what was just found', async () => {
      const list = await alice.lists();
      await walks(() => list.click('Older ›'), ['GET /attachment/actions/…'], ['PUT /messages/…']);
    });

    it('move to the recycle bin: the click, the move, a look, the card; back, where a list is due, beside the look', async () => {
      const list = await alice.lists();
      await walks(
        () => list.trashes(),
        ['GET /attachment/actions/…'],
        ['POST /recordings/softDelete'],
        ['GET /recordings/…'],
        ['PUT /messages/…'],
      );
      const moved = await alice.card();
      await walks(
        () => moved.click('Undo'),
        ['GET /attachment/actions/…'],
        ['POST /recordings/restore'],
        ['GET /recordings', 'GET /recordings/…'],
        ['PUT /messages/…'],
      );
    });

    it('delete permanently: two questions, each with the recording and what it would cost, then the same', async () => {
      const list = await alice.lists();
      const asked = [
        ['GET /attachment/actions/…'],
        ['GET /recordingReport/accessDetail', 'GET /recordings/…'],
        ['PUT /messages/…'],
      ];
      await walks(() => list.click('Delete…'), ...asked);
      const first = await alice.card();
      await walks(() => first.click('Delete permanently…'), ...asked);
      const question = await alice.card();
      await walks(
        () => question.click('Yes, delete permanently'),
        ['GET /attachment/actions/…'],
        ['DELETE /recordings/…'],
        ['GET /recordings/…'],
        ['PUT /messages/…'],
      );
    });

    it('in a group space: two messages, and nothing to find out about the space', async () => {
      const room = await j.group();
      await walks(
        () => alice.saysIn(room, 'list'),
        ['GET /messages/…'],
        ['GET /recordings'],
        ['POST /messages'],
        ['POST /messages'],
      );
    });

    it('is counted, for whoever has the token, and nobody is named', async () => {
      const get = (token: string) =>
        fetch(`${j.app.url}/metrics`, { headers: { authorization: `Bearer ${token}` } });
      assert.equal((await get('another')).status, 401);
      const answer = await get(METRICS);
      assert.match(answer.headers.get('content-type') ?? '', /^text\/plain; version=0\.0\.4/);
      const text = await answer.text();
      for (const line of [
        /^recordings_bot_ready 1$/m,
        /^recordings_bot_events_answered_total\{resource="messages"\} [1-9]/m,
        /^recordings_bot_answer_seconds_count [1-9]/m,
        /^recordings_bot_webex_calls_total\{operation="PUT \/messages\/\{id\}",status="200"\} [1-9]/m,
        /^recordings_bot_database_connections\{state="idle"\} [1-9]/m,
      ]) {
        assert.match(text, line);
      }
      assert.doesNotMatch(text, /alice|Y2lz|@/i);
    });
  });
