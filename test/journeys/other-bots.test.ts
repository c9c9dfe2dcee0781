import assert from 'node:assert/strict';
import { journey, type Journey } from '../support/journey.js';

const TOKEN = 'sandbox-echo';

describe('journey: another bot, and a script that answers for a person', () => {
  let j: Journey;
  before(async () => {
    j = await journey();
    const { world } = j.sandbox;
    const added = { email: 'echo@webex.bot', displayName: 'Echo', type: 'bot' } as const;
    world.standing.give(world.people.add({ ...added, created: world.stamp() }), TOKEN);
    const membership = { roomId: await j.group(), personEmail: 'echo@webex.bot' };
    await j.as('sandbox-alice').api('POST', '/memberships', membership);
  });
  after(() => j.end());

  it('gets no answer, to which it would answer again, 1:1 or in a group', async () => {
    const echo = j.as(TOKEN);
    await echo.says('list');
    await echo.saysIn(await j.group(), 'delete everything');
    assert.deepEqual(await echo.heard(), []);
    assert.deepEqual(await j.as('sandbox-alice').heardIn(await j.group()), []);
    assert.match(j.log(), /message of another bot ignored/);
  });

  it('who writes the same words to each answer hears no more of it', async () => {
    const bob = j.as('sandbox-bob');
    for (let times = 0; times < 8; times += 1) await bob.says('Sent by my autoresponder');
    assert.equal((await bob.heard()).length, 3);
    assert.match(j.log(), /repeated words not answered/);
    await bob.says('help');
    await bob.says('Sent by my autoresponder');
    assert.equal((await bob.heard()).length, 5);
  });
});
