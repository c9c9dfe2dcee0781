import assert from 'node:assert/strict';
import { addRecording } from '../../../sandbox/control/add-recording.js';
import { createFeatures } from '../../../src/features/index.js';
import { seen } from '../../bot/support/card.js';
import { scriptedMessaging } from '../../bot/support/messaging.js';
import { type SandboxDeps, sandboxDeps } from '../../bot/support/deps.js';
import { press as pressOn, type ScriptedClick, scriptedClick } from '../../bot/support/context.js';
import { describePglite } from '../../support/databases.js';

const NAMES = [
  ...['more', 'download', 'watched', 'transcript', 'transcript-txt', 'transcript-vtt'],
  ...['summary', 'ask-share', 'confirm-share', 'share', 'ask-delete', 'ask-purge'],
];

describePglite('actions on one recording', ({ open }) => {
  let on: SandboxDeps;
  beforeEach(async () => {
    on = await sandboxDeps(await open());
  });
  afterEach(() => on.stop());

  const press = async (
    action: string,
    inputs: Record<string, unknown>,
    direct = true,
  ): Promise<ScriptedClick> => {
    const click = scriptedClick(on.alice, direct);
    await pressOn(on.features.all, click, { action, ...inputs });
    return click;
  };
  const added = (given: Record<string, unknown> = {}): Record<string, string> => {
    const { world, recordings } = on.sandbox;
    const made = { host: 'alice@example.com', daysAgo: 1, transcript: true, ...given };
    const { id, siteUrl } = addRecording(world, recordings, made);
    return { recording: id, site: siteUrl };
  };

  it('do nothing on data that we did not write', async () => {
    for (const name of NAMES) {
      on.sandbox.calls.clear();
      const click = await press(name, { recording: '../x', site: '', add: 'a@b.cc' });
      assert.match(seen(click.only('update')).text(), /out of date/, name);
      assert.deepEqual(on.sandbox.calls.list(), []);
    }
  });

  it('hand on what Webex has against it, with the same click to try again', async () => {
    const target = added();
    for (const [name, path] of [
      ['transcript', '/meetingTranscripts$'],
      ['summary', '/meetingSummaries'],
      ['watched', '/recordingReport/'],
    ] as const) {
      on.sandbox.faults.set([{ path, status: 503 }]);
      await assert.rejects(press(name, target), { status: 503 }, name);
    }
    on.sandbox.faults.set([{ path: '/meetingTranscripts$', cut: 'before' }]);
    await assert.rejects(press('transcript', target), { name: 'WebexUnreachable' });
  });

  it('say that there is no transcript where Webex cannot have one', async () => {
    const target = added();
    for (const status of [400, 404, 410]) {
      on.sandbox.faults.set([{ path: '/meetingTranscripts$', status }]);
      const click = await press('transcript', target);
      assert.match(seen(click.only('update')).text(), /no transcript of this meeting/);
    }
  });

  it('send a transcript to its person alone, wherever they clicked', async () => {
    const messaging = scriptedMessaging();
    on = { ...on, features: createFeatures({ ...on.deps, messaging }) };
    const target = added();
    assert.deepEqual((await press('transcript-txt', target)).answers, []);
    const inGroup = await press('transcript-vtt', target, false);
    assert.deepEqual(
      inGroup.answers.map(({ content }) => content.markdown),
      ['I sent it to our 1:1 space.'],
    );
    assert.deepEqual(
      messaging.calls.map(([name, place]) => [name, place]),
      [1, 2].map(() => ['postFile', { toPersonId: on.alice.personId }]),
    );
  });

  it('leave a line in the log where a recording was not shared, with no address', async () => {
    on.sandbox.faults.set([{ path: '/accessList$', status: 403 }]);
    const target = added();
    await press('share', { ...target, add: 'somebody@example.com', tell: 'true' });
    const [line] = on.log.lines();
    assert.deepEqual([line?.outcome, line?.recording], ['unchanged', target.recording]);
    assert.doesNotMatch(on.log.text(), /somebody/);
  });

  it('ask for fewer addresses where a card cannot hold them', async () => {
    const long = (n: number, letter: string) => `${letter.repeat(60)}${n}@example.com`;
    const many = (letter: string) =>
      Array.from({ length: 100 }, (_, n) => long(n, letter)).join(' ');
    const click = await press('confirm-share', { ...added(), add: many('a'), remove: many('b') });
    assert.match(seen(click.only('update')).text(), /more addresses than I can take at a time/);
  });
});
