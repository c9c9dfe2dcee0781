import assert from 'node:assert/strict';
import { latest, writeState } from '../../../src/query/list-state.js';
import { seen } from '../../bot/support/card.js';
import { press, scriptedClick } from '../../bot/support/context.js';
import { type SandboxDeps, sandboxDeps } from '../../bot/support/deps.js';
import { describePglite } from '../../support/databases.js';
import type { SeenCard } from '../../support/people.js';

describePglite('sharing a recording', ({ open }) => {
  let on: SandboxDeps;
  let data: Record<string, string>;
  beforeEach(async () => {
    on = await sandboxDeps(await open());
    const { id } = on.sandbox.addRecording({ host: 'alice@example.com', topic: 'Zebras' });
    const list = writeState(latest(Date.now()));
    data = { recording: id, site: 'acme.webex.com', topic: '', list };
  });
  afterEach(() => on.stop());

  const wanted = { add: 'bob@example.com', remove: '', tell: 'true' };
  /** All on the same card. */
  const pressed = async (action: string, inputs: object): Promise<SeenCard> => {
    const click = { ...scriptedClick(on.alice), at: { id: 'm1', roomId: 's1' } };
    await press(on.features.all, click, { ...data, ...inputs, action });
    return seen(click.only('update'));
  };
  const wrote = async (line: string, name = 'share'): Promise<SeenCard> => {
    const click = scriptedClick(on.alice);
    const commands = on.features.all.flatMap((feature) => feature.commands ?? []);
    await commands.find((command) => command.name === name)?.run(click, line);
    return seen(click.only('reply'));
  };
  const fields = (form: SeenCard) =>
    ['add', 'remove'].map((field) => form.parts().find(({ id }) => id === field)?.value);
  const mails = (): number => on.sandbox.world.mails.length;

  it('asks with the names, and shows the form again where something is wrong', async () => {
    const question = await pressed('confirm-share', wanted);
    assert.match(question.text(), /^Share “Zebras”\?[^]*Gets access:\*\* bob/);
    const form = await pressed('confirm-share', { ...wanted, add: 'Bob' });
    assert.match(form.text(), /Which email address does Bob have/);
    assert.equal(mails(), 0);
  });

  it('writes to nobody twice where its button is pressed twice, but after a new question', async () => {
    const yes = (await pressed('confirm-share', wanted)).dataOf('Share');
    const done = (await pressed('share', yes)).text();
    assert.match(done, /^Shared “Zebras”/);
    assert.equal((await pressed('share', yes)).text(), done);
    assert.equal(mails(), 1);
    await pressed('share', (await pressed('confirm-share', wanted)).dataOf('Share'));
    assert.equal(mails(), 2);
  });

  it('is the form, filled in, where it is written with whom', async () => {
    const both = await wrote('zebras with bob@example.com and <carol@example.com>');
    assert.match(both.text(), /^Share “Zebras”/);
    assert.deepEqual(fields(both), ['bob@example.com, carol@example.com', '']);
    const unshared = await wrote('zebras with bob@example.com', 'unshare');
    assert.deepEqual(fields(unshared), ['', 'bob@example.com']);
  });

  it('is the form, which asks for addresses, where names are written', async () => {
    const named = await wrote('zebras with Bob');
    assert.match(named.text(), /^Share “Zebras”\nWhich email address does Bob have/);
    assert.deepEqual(fields(named), ['', '']);
    assert.doesNotMatch((await wrote('zebras')).text(), /email address do/);
  });
});
