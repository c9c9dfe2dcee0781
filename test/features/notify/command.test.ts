import assert from 'node:assert/strict';
import type { Deps } from '../../../src/features/deps.js';
import { notifyCommand, stopCommand, weeklyCommand } from '../../../src/features/notify/command.js';
import { seen, titles } from '../../bot/support/card.js';
import { scriptedClick } from '../../bot/support/context.js';
import { type SandboxDeps, sandboxDeps } from '../../bot/support/deps.js';
import { describePglite } from '../../support/databases.js';
import { notifierOn } from './support/deps.js';

describePglite('the commands notify and weekly', ({ open }) => {
  let on: SandboxDeps;
  beforeEach(async () => {
    on = await sandboxDeps(await open());
  });
  afterEach(() => on.stop());

  const says = async (
    command: typeof notifyCommand,
    rest: string,
    { changes = {}, actor = on.alice }: { changes?: Partial<Deps>; actor?: typeof on.alice } = {},
  ): Promise<string> => {
    const ctx = scriptedClick(actor);
    await command(notifierOn(on.deps, changes)).run(ctx, rest);
    return seen(ctx.only('reply')).text();
  };
  const chosen = () => on.deps.settings.of(on.alice.personId);

  const ON = ['on', 'yes', "when it's ready", 'When one is ready', 'when a new recording is ready'];
  const ALSO_ON = [
    'enable',
    'set up',
    'I want',
    'when my recording is available',
    'once it’s processed',
    'about new recordings',
    ...['please when a new recording is ready', 'new recordings only', 'on new recordings'],
    'when the recording is ready after the meeting',
  ];
  for (const rest of [...ON, ...ALSO_ON]) {
    it(`turns notifications on with “${rest}”`, async () => {
      assert.match(await says(notifyCommand, rest), /^Notifications are on/);
      assert.equal((await chosen()).tellWhenReady, true);
      assert.equal(on.sandbox.cards().length, 0);
    });
  }

  it('turns notifications off again, and shows how it stands for any other words', async () => {
    await says(notifyCommand, 'on');
    assert.match(await says(notifyCommand, ''), /^Notifications are on/);
    assert.match(await says(notifyCommand, 'of everything'), /^Notifications are on/);
    assert.match(await says(notifyCommand, 'STOP'), /^Notifications are off/);
    assert.match(await says(notifyCommand, 'about my recordings'), /^Notifications are off/);
    assert.equal((await chosen()).tellWhenReady, false);
  });

  for (const rest of [
    ...['when it is not ready', 'when bob watches the retro', 'whenever one of mine is deleted'],
    ...['on Friday if my storage is nearly full', 'at 80% storage', 'when bob is done'],
    ...[
      'if bob deletes a new recording',
      'when my storage is used up',
      'as soon as carol has the recording shared and ready',
    ],
  ]) {
    it(`turns nothing on for news that it never has, and says what it tells: “${rest}”`, async () => {
      await says(notifyCommand, 'off');
      assert.match(await says(notifyCommand, rest), /^I can’t tell you that.*\n.*\*\*notify on/);
      assert.equal((await chosen()).tellWhenReady, false);
    });
  }

  it('takes what is said right below for another one, or for a question of when', () => {
    const deps = notifierOn(on.deps, {});
    const below = (command: typeof notifyCommand, line: string, before: string) =>
      command(deps).follows?.(line, before, line);
    for (const [line, before, meant] of [
      ['and weekly too', 'on', 'weekly on'],
      ['reminders as well', 'on', 'remind on'],
      ['and the weekly card', 'off', 'weekly off'],
      ['also notifications please', '', 'notify'],
    ] as const) {
      assert.equal(below(notifyCommand, line, before), meant, line);
      assert.equal(below(weeklyCommand, line, before), meant, line);
    }
    for (const line of ['on fridays please', 'no, at 9am', 'every month', 'when', 'at 9:30'])
      assert.equal(below(weeklyCommand, line, 'on'), 'weekly', line);
    for (const line of ['when was the standup', 'on friday with bob', '9', 'weekly', 'reminders'])
      assert.equal(below(weeklyCommand, line, 'on'), undefined, line);
  });

  it('lists what is on, each with its link, of which none stands out', async () => {
    for (const [command, rest] of [
      [notifyCommand, 'on'],
      [weeklyCommand, 'on'],
    ] as const) {
      await says(command, rest);
    }
    const ctx = scriptedClick(on.alice);
    await stopCommand(notifierOn(on.deps)).run(ctx, '');
    const card = seen(ctx.only('reply'));
    const links = ['Turn notifications off', 'Turn the weekly card off', 'Settings'];
    assert.deepEqual(titles(ctx.only('reply')), links);
    assert.ok(!card.parts().some(({ type }) => type === 'ActionSet'));
  });

  it('leads to the work that is under way, too', async () => {
    const ctx = scriptedClick(on.alice);
    const isUnderWay = () => Promise.resolve(true);
    await stopCommand({ ...notifierOn(on.deps), isUnderWay }).run(ctx, '');
    const card = seen(ctx.only('reply'));
    assert.match(card.text(), /is under way/);
    assert.equal(card.dataOf('Show it').text, 'progress');
  });

  it('refuses notifications where the bot has one token for all', async () => {
    const changes = { authorityName: 'service-app' as const };
    assert.match(await says(notifyCommand, 'on', { changes }), /^Notifications about new/);
    assert.equal((await chosen()).tellWhenReady, false);
  });

  it('remembers the choice of a person without a token, and says what is missing', async () => {
    const actor = { personId: on.sandbox.world.people.byEmail('carol@example.com')?.id ?? 'c' };
    assert.match(await says(notifyCommand, 'on', { actor }), /My access to Webex has ended/);
    assert.equal((await on.deps.settings.of(actor.personId)).tellWhenReady, true);
    const ctx = scriptedClick(actor);
    await assert.rejects(weeklyCommand(notifierOn(on.deps)).run(ctx, 'on'), {
      name: 'NotConnected',
    });
    assert.equal((await on.deps.settings.of(actor.personId)).weekly, false);
  });

  it('turns the weekly card on and off', async () => {
    assert.match(await says(weeklyCommand, 'on'), /^The weekly storage card is on/);
    assert.equal((await chosen()).weekly, true);
    assert.match(await says(weeklyCommand, 'perhaps'), /^The weekly storage card is on/);
    assert.match(await says(weeklyCommand, 'off'), /^The weekly storage card is off/);
    assert.equal((await chosen()).weekly, false);
  });
});
