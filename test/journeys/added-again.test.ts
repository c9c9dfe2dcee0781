import assert from 'node:assert/strict';
import { journey, TRANSPORTS, type Journey } from '../support/journey.js';

const BOT = 'recordings@webex.bot';

for (const transport of TRANSPORTS)
  describe(`journey: taken out of a space and added again, by ${transport}`, () => {
    let j: Journey;
    before(async () => {
      j = await journey({ transport });
    });
    after(() => j.end());

    it('greets each time, and once each time', async () => {
      const alice = j.as('sandbox-alice');
      const { id: roomId } = await alice.api<{ id: string }>('POST', '/rooms', { title: 'Team' });
      const add = async (): Promise<{ id: string; created: string }> => {
        const wish = { roomId, personEmail: BOT };
        const added = await alice.api<{ id: string; created: string }>(
          'POST',
          '/memberships',
          wish,
        );
        await j.rest();
        return added;
      };
      j.sandbox.faults.set([{ webhook: 'duplicate' }]);
      const first = await add();
      assert.equal((await alice.heardIn(roomId)).length, 1);
      await alice.api('DELETE', `/memberships/${first.id}`);
      await j.rest();
      const second = await add();
      assert.equal(second.id, first.id);
      assert.notEqual(second.created, first.created);
      const greetings = await alice.heardIn(roomId);
      assert.equal(greetings.length, 2);
      assert.match(JSON.stringify(greetings[1]), /Hello/);
    });
  });
