import assert from 'node:assert/strict';
import { NotAllowed } from '../../src/bot/access/impersonation.js';
import { type ListState, latest, readState, writeState } from '../../src/query/list-state.js';
import type { Recording } from '../../src/recordings/types.js';
import { settingsTable } from '../../src/store/schema.js';
import type { Store } from '../../src/store/store.js';
import { uuidOf } from '../../src/webex/ids.js';
import { press, scriptedClick } from '../bot/support/context.js';
import { declaredActions } from '../bot/support/declared.js';
import { type SandboxDeps, sandboxDeps } from '../bot/support/deps.js';
import { describePglite } from '../support/databases.js';
import { inputsOf, newestOf, waitingJobOf } from './support/inputs.js';

// Who acts is who clicked: no input of any action says otherwise. Alice has no role here.
describePglite('who acts', ({ open }) => {
  let on: SandboxDeps;
  let store: Store;
  let recordings: readonly Recording[];
  let now: number;
  beforeEach(async () => {
    store = await open();
    on = await sandboxDeps(store);
    now = on.deps.now();
    recordings = await newestOf(on);
    on.sandbox.calls.clear();
  });
  afterEach(() => on.stop());

  /** Somebody else, in every way in which an input could name them. */
  function bobEverywhere(): Record<string, unknown> {
    const { personId, email } = on.bob;
    const uuid = uuidOf(personId);
    return {
      ...{ personId, person: uuid, userId: personId, actor: on.bob, actorId: personId },
      ...{ host: uuid, hostId: uuid, hostEmail: email, email, personEmail: email },
      ...{ onBehalfOf: { personId: uuid, email, displayName: 'Bob' }, behalf: uuid },
      ...{ scope: 'organization', reach: 'officer', role: 'officer', authority: 'officer' },
      ...{ token: 'sandbox-bob', permit: { key: 'e1' } },
    };
  }

  const jobOf = (personId: string) => waitingJobOf(on, personId, recordings);

  function inputsFor(job: string, list: ListState): Record<string, unknown> {
    const [recording] = recordings;
    assert.ok(recording);
    return inputsOf(recording, job, list);
  }

  async function pressed(inputs: Record<string, unknown>) {
    const ctx = scriptedClick(on.alice);
    const failed = await press(on.features.all, ctx, inputs).then(
      () => undefined,
      (error: unknown) => error,
    );
    return { ctx, failed };
  }

  /** By whose tokens Webex was asked, but for the bot's own. */
  const askedBy = (): ReadonlySet<string> =>
    new Set(
      on.sandbox.calls
        .list()
        .map(({ token }) => token)
        .filter((token) => token !== 'sandbox-bot'),
    );

  for (const name of declaredActions.keys()) {
    it(`of “${name}” is who clicked, whoever the click names`, async () => {
      const job = await jobOf(on.alice.personId);
      const given = { ...inputsFor(job, latest(now)), action: name };
      const { ctx } = await pressed({ ...given, ...bobEverywhere() });
      assert.deepEqual(ctx.actor, on.alice);
      assert.ok(
        [...askedBy()].every((token) => token === 'sandbox-alice'),
        [...askedBy()].join(),
      );
      for (const { query } of on.sandbox.calls.list()) assert.equal(query.hostEmail, undefined);
      const chosen = await store.db.select().from(settingsTable);
      assert.ok(chosen.every(({ personId }) => personId === uuidOf(on.alice.personId)));
      const entries = await on.deps.audit.ofEvent(ctx.permit.key);
      for (const { personId, authority } of entries) {
        assert.deepEqual([personId, authority], [uuidOf(on.alice.personId), 'own']);
      }
    });
  }

  it('is seen where it could go wrong: most of them ask Webex', async () => {
    const asking: string[] = [];
    for (const name of declaredActions.keys()) {
      on.sandbox.calls.clear();
      const job = await jobOf(on.alice.personId);
      await pressed({ ...inputsFor(job, latest(now)), action: name, ...bobEverywhere() });
      if (askedBy().has('sandbox-alice')) asking.push(name);
    }
    for (const name of ['list', 'refresh', 'more', 'trash', 'ask-delete', 'share']) {
      assert.ok(asking.includes(name), name);
    }
  });

  for (const name of [...declaredActions.keys()].filter((one) => /^(job|bulk)-/.test(one))) {
    it(`of “${name}” on somebody else’s job is nobody: it stays as it is`, async () => {
      const job = await jobOf(on.bob.personId);
      const before = await on.deps.jobs.store.get(job);
      const given = { ...inputsFor(job, latest(now)), action: name, t0: 'false' };
      const { ctx } = await pressed({ ...given, ...bobEverywhere() });
      assert.deepEqual(await on.deps.jobs.store.get(job), before);
      assert.deepEqual([...askedBy()], []);
      assert.doesNotMatch(JSON.stringify(ctx.answers), new RegExp(recordings[0]?.id ?? '-'));
    });
  }

  const foreign: Readonly<Record<string, () => Partial<ListState>>> = {
    'of somebody else': () => ({ host: uuidOf(on.bob.personId) }),
    'of a whole site': () => ({ scope: 'site' }),
    'of the organisation': () => ({ scope: 'organization' }),
  };
  for (const [whose, wish] of Object.entries(foreign)) {
    it(`gets no list ${whose}, whatever is pressed`, async () => {
      const state = { ...latest(now), ...wish() };
      assert.deepEqual(readState(writeState(state), now), state);
      const given = inputsFor(await jobOf(on.alice.personId), state);
      const ofList = [...declaredActions.values()].filter(({ keys }) => keys?.includes('list'));
      assert.ok(ofList.length > 20);
      for (const { name } of ofList) {
        const { failed, ctx } = await pressed({ ...given, action: name });
        assert.ok(failed instanceof NotAllowed, `${name}: ${String(failed)}`);
        assert.deepEqual(ctx.answers, [], name);
      }
      assert.deepEqual([...askedBy()], []);
    });
  }
});
