import assert from 'node:assert/strict';
import { settings } from '../../../src/features/settings/index.js';
import { seen } from '../../bot/support/card.js';
import { press, type ScriptedClick, scriptedClick } from '../../bot/support/context.js';
import { type SandboxDeps, sandboxDeps } from '../../bot/support/deps.js';
import { describePglite } from '../../support/databases.js';
import { write } from '../support/write.js';

describePglite('the settings', ({ open }) => {
  let on: SandboxDeps;
  /** What is turned on before and after each change, as its hearers see it. */
  let changes: boolean[];
  beforeEach(async () => {
    on = await sandboxDeps(await open());
    changes = [];
  });
  afterEach(() => on.stop());

  const feature = () =>
    settings({
      ...on.deps,
      offersNotifications: true,
      beforeChange: async () => {
        changes.push((await kept()).tellWhenReady);
      },
      onChanged: (_permit, _actor, { tellWhenReady }) => {
        changes.push(tellWhenReady);
        return Promise.resolve();
      },
    });
  const form = {
    ...{ zone: 'Europe/Rome', other: '', tellWhenReady: 'true', weekly: 'false' },
    ...{ isQuiet: 'true', quietFrom: '21:30:00', quietTo: '06:00' },
  };
  const save = async (inputs: Record<string, string>): Promise<ScriptedClick> => {
    const click = scriptedClick(on.alice);
    await press([feature()], click, { action: 'save-settings', ...form, ...inputs });
    return click;
  };
  const kept = () => on.deps.settings.of(on.alice.personId);

  it('are saved as chosen, and whoever acts on them hears what they were', async () => {
    const click = await save({ other: 'kathmandu' });
    assert.match(seen(click.only('update')).text(), /Kathmandu/);
    const saved = await kept();
    assert.equal(saved.timeZone, 'Asia/Kathmandu');
    assert.deepEqual(saved.quiet, { from: '21:30', to: '06:00' });
    assert.equal(saved.tellWhenReady, true);
    assert.deepEqual(changes, [false, true]);
  });

  it('stay as they are where something is wrong, which the form says', async () => {
    const before = await kept();
    for (const [inputs, problem] of [
      [{ other: 'nowhere' }, /I don’t know that time zone/],
      [{ quietTo: '21:30' }, /two different times/],
      [{ quietFrom: '25:00' }, /two different times/],
    ] as const) {
      assert.match(seen((await save(inputs)).only('update')).text(), problem);
    }
    assert.deepEqual(await kept(), before);
    assert.deepEqual(changes, []);
  });

  it('are shown again as typed where something is wrong, so that only that is left to mend', async () => {
    const opened = scriptedClick(on.alice);
    await write([feature()], opened, 'settings');
    const { shown = '' } = seen(opened.only('reply')).dataOf('Save');
    const typed = { ...{ weekly: 'true', remind: 'true', other: 'nowhere' }, shown };
    const again = seen((await save(typed)).only('update'));
    assert.match(again.text(), /Nothing was saved/);
    const inputs = Object.fromEntries(
      again
        .parts()
        .flatMap(({ type = '', id, value }): [string, string][] =>
          type.startsWith('Input.') ? [[String(id), String(value)]] : [],
        ),
    );
    const { quietFrom, ...others } = inputs;
    assert.deepEqual([quietFrom, others.quietTo], ['21:30', '06:00']);
    assert.deepEqual(others, {
      ...{ zone: 'Europe/Rome', other: 'nowhere', tellWhenReady: 'true', weekly: 'true' },
      ...{ remind: 'true', isQuiet: 'true', quietTo: '06:00' },
    });
    await save({ ...inputs, ...again.dataOf('Save'), other: 'Kathmandu' });
    const { timeZone, weekly, remind } = await kept();
    assert.deepEqual([timeZone, weekly, remind], ['Asia/Kathmandu', true, true]);
  });

  it('offer no notifications where there are none, and are saved without', async () => {
    const nowhere = settings({
      ...on.deps,
      offersNotifications: false,
      beforeChange: () => Promise.resolve(),
      onChanged: () => Promise.resolve(),
    });
    const opened = scriptedClick(on.alice);
    await write([nowhere], opened, 'settings');
    const card = seen(opened.only('reply'));
    assert.ok(!card.parts().some(({ id }) => id === 'tellWhenReady'));
    const click = scriptedClick(on.alice);
    const chosen = { ...form, tellWhenReady: undefined, weekly: 'true', ...card.dataOf('Save') };
    await press([nowhere], click, chosen);
    const saved = seen(click.only('update'));
    assert.match(saved.text(), /^Saved\./);
    assert.ok(!saved.parts().some(({ id }) => id === 'tellWhenReady'));
    assert.deepEqual([(await kept()).weekly, (await kept()).tellWhenReady], [true, false]);
  });

  it('stay as chosen since a form was shown, which it says', async () => {
    const opened = scriptedClick(on.alice);
    await write([feature()], opened, 'settings');
    const { shown = '' } = seen(opened.only('reply')).dataOf('Save');
    await save({ shown });
    const chosen = await kept();
    // The same again, pressed twice, is no other choice.
    assert.match(seen((await save({ shown })).only('update')).text(), /^Saved/);
    changes = [];
    const late = await save({ shown, weekly: 'true', zone: 'UTC' });
    assert.match(seen(late.only('update')).text(), /changed since this form was shown/);
    assert.deepEqual(await kept(), chosen);
    assert.deepEqual(changes, []);
    const fresh = seen(late.only('update')).dataOf('Save').shown ?? '';
    assert.match(seen((await save({ shown: fresh, zone: 'UTC' })).only('update')).text(), /^Saved/);
  });

  it('stay as chosen, whichever of them was chosen since', async () => {
    const first = { ...form, remind: 'false' };
    for (const chosen of [
      { zone: 'UTC' },
      { tellWhenReady: 'false' },
      { weekly: 'true' },
      { remind: 'true' },
      { quietFrom: '20:00' },
      { quietTo: '05:00' },
      { isQuiet: 'false' },
    ]) {
      const { shown = '' } = seen((await save(first)).only('update')).dataOf('Save');
      await save({ ...first, ...chosen });
      const late = await save({ ...first, shown });
      assert.match(
        seen(late.only('update')).text(),
        /changed since this form was shown/,
        JSON.stringify(chosen),
      );
    }
  });

  it('take no hours for quiet ones that are off', async () => {
    await save({ isQuiet: 'false', quietFrom: '', quietTo: '' });
    assert.equal((await kept()).quiet, undefined);
    assert.deepEqual(changes, [false, true]);
  });

  it('take the time zone that stands behind the command', async () => {
    const click = scriptedClick(on.alice);
    await write([feature()], click, 'settings', 'to new york');
    assert.match(seen(click.only('reply')).text(), /New York/);
    assert.equal((await kept()).timeZone, 'America/New_York');
    await write([feature()], scriptedClick(on.alice), 'settings', 'from berlin to london');
    assert.equal((await kept()).timeZone, 'Europe/London');
    await write([feature()], scriptedClick(on.alice), 'settings', 'to new york');
    const wrong = scriptedClick(on.alice);
    await write([feature()], wrong, 'settings', 'nowhere');
    assert.match(seen(wrong.only('reply')).text(), /I don’t know that time zone/);
    assert.equal((await kept()).timeZone, 'America/New_York');
  });

  it('are shown to people who are not connected, too', async () => {
    const click = scriptedClick({ personId: 'carol' });
    await write([feature()], click, 'settings');
    assert.match(seen(click.only('reply')).text(), /dates use UTC until you choose one/);
  });
});
