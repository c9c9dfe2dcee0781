import assert from 'node:assert/strict';
import { z } from 'zod';
import { targetOf } from '../../../src/accounts/token-provider.js';
import type { Actor } from '../../../src/accounts/types.js';
import { leavesList, logFailure, outcomeNoticeFor } from '../../../src/features/delete/check.js';
import type { RecordingDeps } from '../../../src/features/recording/index.js';
import { latest, writeState } from '../../../src/query/list-state.js';
import type { ReportedOutcome } from '../../../src/recordings/change.js';
import { WebexRefused, WebexUnreachable } from '../../../src/webex/errors.js';
import { uuidOf } from '../../../src/webex/ids.js';
import type { Content } from '../../../src/webex/messages.js';
import type { Permit } from '../../../src/util/permit.js';
import { seen, titles } from '../../bot/support/card.js';
import { type ScriptedClick, press as pressOn, scriptedClick } from '../../bot/support/context.js';
import { type SandboxDeps, sandboxDeps } from '../../bot/support/deps.js';
import { readableLog } from '../../bot/support/log.js';
import { messageOf } from '../../bot/support/messaging.js';
import { recordingOf, stateOfList } from '../../bot/support/recordings.js';
import { describePglite } from '../../support/databases.js';
import { deleting } from './deleting.js';
import { auditedBy } from '../../support/audited.js';

describePglite('a change that Webex does not show at once', ({ open }) => {
  let on: SandboxDeps;
  let edited: Content[];
  beforeEach(async () => {
    // Makes no difference to who acts for nobody else.
    const has = (_: Actor, role: string) => Promise.resolve(role === 'administrator');
    on = await sandboxDeps(await open(), { has });
    edited = [];
    on.deps.messaging.edit = (at, content) => {
      edited.push(content);
      return Promise.resolve(messageOf(at));
    };
  });
  afterEach(() => on.stop());

  const { press, target, statusOf, told } = deleting(() => on);

  /** What the card of an unclear change comes to show. */
  const settled = async (click: ScriptedClick): Promise<Content> => {
    assert.match(told(click), /^(?:⚠ .+\n)?Checking whether “.+”/);
    await on.jobs.idle();
    const [content, ...others] = edited.splice(0);
    assert.deepEqual(others, []);
    assert.ok(content);
    return content;
  };

  /** One warning with what whoever runs the bot needs, and nothing of what the recording is about. */
  function assertLogged(outcome: string, { recording = '' }: Record<string, string>): void {
    const [line, ...others] = on.log.lines();
    assert.deepEqual(others, []);
    assert.equal(line?.level, 40);
    assert.deepEqual([line.change, line.outcome, line.recording], ['trash', outcome, recording]);
    assert.match(String(line.trackingId), /^ROUTER_/);
    const topic = on.sandbox.recordings.get(recording)?.topic;
    assert.ok(topic);
    assert.ok(!on.log.text().includes(topic));
  }

  it('says nothing was changed when Webex refuses, and what to do', async () => {
    const data = await target();
    on.sandbox.faults.set([{ method: 'POST', path: '/softDelete', status: 403 }]);
    const click = await press('trash', data);
    assert.match(told(click), /was not moved to the recycle bin: nothing was changed/);
    assert.ok(titles(click.only('update')).includes('Connect again'));
    assert.equal(statusOf(data), 'available');
    assertLogged('unchanged', data);
  });

  it('leaves a line in the log when it could not see what happened', async () => {
    const data = await target();
    on.sandbox.faults.set([
      { method: 'POST', path: '/softDelete', status: 503 },
      { method: 'GET', path: '/recordings/', status: 503 },
    ]);
    const content = await settled(await press('trash', data));
    assert.match(seen(content).text(), /couldn’t see whether/);
    assertLogged('unsure', data);
  });

  it('leaves no such line, and looks at nothing again, when all went well', async () => {
    const click = await press('trash', await target());
    await press('restore', seen(click.only('update')).dataOf('Undo'));
    await on.jobs.idle();
    assert.deepEqual([on.log.lines(), edited], [[], []]);
  });

  it('offers the same click again when it could not be done', async () => {
    const data = await target();
    on.sandbox.faults.set([{ method: 'POST', path: '/softDelete', status: 503, times: 1 }]);
    const click = await press('trash', data);
    const again = seen(await settled(click)).dataOf('Try again');
    assert.equal(again.action, 'trash');
    assert.match(told(await press('trash', again)), /^Moved/);
  });

  it('goes on showing what looks unchanged', async () => {
    const data = await target();
    // Accepted and not done: the list, and the look, still show it.
    on.sandbox.faults.set([{ method: 'POST', path: '/softDelete', status: 204 }]);
    const click = await press('trash', data);
    const card = seen(await settled(click));
    assert.match(card.text(), /looks unchanged/);
    assertLogged('not-seen', data);
    const shown = card.parts().map((part) => part.data);
    assert.ok(
      shown.some((one) => one?.action === 'ask-delete' && one.recording === data.recording),
    );
  });

  it('is looked at in the name of the host for whom somebody acts, and told above their list', async () => {
    const admin = { personId: on.sandbox.world.people.byEmail('admin@example.com')?.id ?? '' };
    const actors: (string | undefined)[] = [];
    on.deps.tokens.get = (actor) => {
      actors.push(actor.onBehalfOf?.email);
      return Promise.resolve({ token: 'sandbox-admin', ...targetOf(actor) });
    };
    const host = uuidOf(on.alice.personId);
    const list = writeState({ ...latest(Date.now()), host, filter: { status: 'deleted' } });
    const bin = seen((await press('refresh', { list }, admin)).only('update'));
    on.sandbox.faults.set([{ method: 'POST', path: '/restore', status: 204 }]);
    const content = await settled(await press('restore', bin.dataOf('Restore'), admin));
    const card = seen(content);
    assert.match(card.text(), /^⚠ On behalf of Alice.+\nWebex accepted .+ looks unchanged/);
    assert.deepEqual(card.topics(), bin.topics());
    assert.deepEqual([...new Set(actors)], ['alice@example.com']);
    const entries = await auditedBy(on.deps.audit, uuidOf(admin.personId));
    assert.deepEqual(
      entries.map(({ hostId, outcome }) => [hostId, outcome]),
      [[host, 'not-seen']],
    );
  });

  for (const action of ['trash', 'delete'] as const) {
    it(`settles card and audit when ${action} shows at a later look, and offers Undo then alone`, async () => {
      const data = await target();
      let looks = 0;
      const { call } = on.webex;
      const path = `/recordings/${data.recording ?? ''}`;
      on.webex.call = async (request) => {
        if (request.method === 'GET' && request.path === path && (looks += 1) < 5) {
          return {
            data: request.answer.parse(before),
            status: 200,
            trackingId: 'T',
            next: undefined,
          };
        }
        return await call(request);
      };
      const before: unknown = (
        await call({ method: 'GET', path, token: 'sandbox-alice', answer: z.unknown() })
      ).data;
      const content = await settled(await press(action, data));
      assert.match(seen(content).text(), action === 'trash' ? /^Moved “/ : /^Deleted “/);
      assert.equal(titles(content).includes('Undo'), action === 'trash');
      if (action === 'trash') assert.equal(seen(content).dataOf('Undo').recording, data.recording);
      assert.equal(looks, 5);
      const [entry] = await auditedBy(on.deps.audit, uuidOf(on.alice.personId));
      assert.deepEqual([entry?.change, entry?.outcome], [action, 'done']);
      assert.match(entry?.trackingId ?? '', /^ROUTER_/);
      assert.deepEqual(on.log.lines(), []);
    });
  }

  for (const what of ['trash', 'restore', 'delete'] as const) {
    describe(`${what}, refused as Webex still shows what was before an earlier request`, () => {
      let data: Record<string, string>;
      /** How many looks show the recording as it was. */
      let stale: number;
      beforeEach(async () => {
        data = await target();
        if (what === 'restore') await press('trash', data);
        const { call } = on.webex;
        const path = `/recordings/${data.recording ?? ''}`;
        const get = { method: 'GET', path, token: 'sandbox-alice', answer: z.unknown() } as const;
        const before: unknown = (await call(get)).data;
        stale = 0;
        on.webex.call = async (request) => {
          const isLook = request.method === 'GET' && request.path === path;
          if (!isLook || (stale -= 1) < 0) return await call(request);
          const shown = { status: 200, trackingId: 'T', next: undefined };
          return { ...shown, data: request.answer.parse(before) };
        };
      });
      const outcomes = async () =>
        (await auditedBy(on.deps.audit, uuidOf(on.alice.personId)))
          .filter(({ change }) => change === what)
          .map(({ outcome }) => outcome);
      const clicks = async (permit?: Permit): Promise<ScriptedClick> => {
        const click = { ...scriptedClick(on.alice), ...(permit && { permit }) };
        await pressOn(on.features.all, click, { ...data, action: what });
        return click;
      };
      /** The process dies before it has written down what Webex said. */
      const dies = async (): Promise<Permit> => {
        const { audit } = on.deps;
        const { settleMany } = audit;
        audit.settleMany = () => Promise.reject(new Error('the process died'));
        const click = scriptedClick(on.alice);
        const pressed = pressOn(on.features.all, click, { ...data, action: what });
        await assert.rejects(pressed, /died/);
        audit.settleMany = settleMany;
        return click.permit;
      };
      const DONE = { trash: /^Moved “/, restore: /^Restored “/, delete: /^Deleted “/ };
      const words = 'There is nothing to be done here.';
      it('is done by a process that died over it', async () => {
        const permit = await dies();
        stale = 4;
        assert.match(seen(await settled(await clicks(permit))).text(), DONE[what]);
        assert.deepEqual(await outcomes(), ['done']);
        assert.deepEqual(on.log.lines(), []);
      });

      it('is done by another click, whose end is not known yet', async () => {
        await dies();
        stale = 4;
        assert.match(seen(await settled(await clicks())).text(), DONE[what]);
        assert.deepEqual(await outcomes(), ['done', undefined]);
      });

      for (const status of [403, 404]) {
        it(`is told in Webex’s words where nothing else shows: ${status}`, async () => {
          const permit = await dies();
          stale = 9;
          on.sandbox.faults.set([
            {
              path: `/${data.recording}$|/softDelete|/restore`,
              method: what === 'delete' ? 'DELETE' : 'POST',
              status,
              message: words,
            },
          ]);
          let stored = '';
          const { create } = on.deps.jobs;
          on.deps.jobs.create = (job) => {
            stored = JSON.stringify(job);
            return create(job);
          };
          const click = await clicks(permit);
          assert.match(stored, /"kind":"check"/);
          assert.ok(!stored.includes(words), 'sealed');
          const card = seen(await settled(click));
          assert.match(card.text(), /nothing was changed/);
          assert.ok(card.text().includes(words), card.text());
          assert.deepEqual(await outcomes(), ['unchanged']);
        });
      }

      it('is told at once where nobody asked before', async () => {
        stale = 9;
        const method = what === 'delete' ? 'DELETE' : 'POST';
        on.sandbox.faults.set([{ method, path: '/recordings/', status: 404, message: words }]);
        const text = told(await clicks());
        assert.match(text, /nothing was changed/);
        assert.ok(text.includes(words), text);
      });
    });
  }

  it('is told once, where its click comes again while it is looked at', async () => {
    const data = await target();
    on.sandbox.faults.set([{ method: 'POST', path: '/softDelete', status: 204 }]);
    const looks = on.sandbox.hold({ method: 'GET', path: /^\/recordings\/./ });
    looks.pass(2);
    const click = await press('trash', data);
    const again = { ...scriptedClick(on.alice), permit: click.permit };
    await pressOn(on.features.all, again, { ...data, action: 'trash' });
    assert.deepEqual(again.answers, []);
    looks.open();
    assert.match(seen(await settled(click)).text(), /looks unchanged/);
    assert.equal((await auditedBy(on.deps.audit, uuidOf(on.alice.personId))).length, 1);
  });

  it('leaves a card alone on which the person has done something else meanwhile', async () => {
    const data = await target();
    on.sandbox.faults.set([{ method: 'POST', path: '/softDelete', status: 204 }]);
    const looks = on.sandbox.hold({ method: 'GET', path: /^\/recordings\/./ });
    // Those of the click.
    looks.pass(2);
    assert.match(told(await press('trash', data)), /^Checking/);
    for (const feature of on.features.all) {
      await feature.beforeUpdate?.({ id: 'm1', roomId: 's1' });
    }
    looks.open();
    await on.jobs.idle();
    assert.deepEqual(edited, []);
    const [entry] = await auditedBy(on.deps.audit, uuidOf(on.alice.personId));
    assert.equal(entry?.outcome, 'not-seen');
  });
});

describe('a changed recording', () => {
  const where = { available: undefined, bin: 'deleted', gone: 'purged' } as const;
  for (const [what, ...lists] of [
    ['trash', 'available'],
    ['restore', 'bin'],
    ['delete', 'available', 'bin'],
  ] as const) {
    for (const list of ['available', 'bin', 'gone'] as const) {
      const leaves = (lists as readonly string[]).includes(list);
      it(`${leaves ? 'leaves' : 'stays on'} a list of what is ${list}: ${what}`, () => {
        const status = where[list];
        const state = stateOfList({ filter: status === undefined ? {} : { status } });
        assert.equal(leavesList(what, state), leaves);
      });
    }
  }
});

describe('what is said of a change', () => {
  const request = { method: 'POST', path: '/recordings/softDelete' };
  const refused = new WebexRefused(request, 403, {
    trackingId: 'ROUTER_1',
    reason: 'Alice may not',
  });
  const recording = recordingOf({ id: 'r1', topic: 'A secret plan' });
  const target = { id: 'r1', siteUrl: 'acme.webex.com', topic: 'A secret plan' };
  const click = { what: 'trash', key: 'messages:created:1' } as const;

  for (const [outcome, expected] of [
    [{ kind: 'unchanged', recording, error: refused }, { trackingId: 'ROUTER_1' }],
    [
      { kind: 'unsure', error: refused, accepted: { trackingId: 'R2' } },
      { trackingId: 'ROUTER_1' },
    ],
    [{ kind: 'unsure', error: new WebexUnreachable(request, 'ECONNRESET') }, {}],
    [{ kind: 'not-seen', recording, trackingId: 'ROUTER_3' }, { trackingId: 'ROUTER_3' }],
    [{ kind: 'done', recording }, undefined],
    [{ kind: 'already' }, undefined],
    [{ kind: 'gone' }, undefined],
    [{ kind: 'not-again', recording }, undefined],
  ] as const satisfies readonly (readonly [ReportedOutcome, object | undefined])[]) {
    it(`tells the operator ${expected ? 'without its topic' : 'nothing'}: ${outcome.kind}`, () => {
      const { log, lines, text } = readableLog();
      const deps = { log } as RecordingDeps;
      logFailure({ deps, target }, click, outcome);
      const told = lines().map(({ change, outcome: kind, recording: id, event, trackingId }) => ({
        ...{ change, kind, id, event },
        ...(trackingId === undefined ? {} : { trackingId }),
      }));
      const about = { change: 'trash', kind: outcome.kind, id: 'r1', event: click.key };
      assert.deepEqual(told, expected ? [{ ...about, ...expected }] : []);
      assert.doesNotMatch(text(), /secret|Alice/);
    });
  }

  const notice = (given: {
    readonly scope?: 'organization';
    readonly createdAt?: number;
    readonly topic?: string;
  }) => {
    const { scope, createdAt, topic = target.topic } = given;
    const deps = { now: () => 0 } as RecordingDeps;
    const about = {
      target: { ...target, topic, ...(createdAt === undefined ? {} : { createdAt }) },
      state: stateOfList(),
      deps,
      actor: { personId: 'alice', ...(scope === undefined ? {} : { scope }) },
    };
    const error = new WebexRefused(request, 503);
    return outcomeNoticeFor(about, 'trash', 'trash', { kind: 'unchanged', error });
  };

  it('offers a person the same click again, and an officer the question for a reason', () => {
    const again = (scope?: 'organization') =>
      notice({ ...(scope === undefined ? {} : { scope }) }).buttons?.map(({ data }) => data.action);
    assert.deepEqual(again(), ['trash']);
    assert.deepEqual(again('organization'), ['ask-delete']);
  });

  it('names what the button named, else the recording', () => {
    assert.match(notice({}).text, /“A secret plan”/);
    assert.match(notice({ topic: '' }).text, /“The recording”/);
  });

  it('carries when the recording was made, in seconds, where that is known', () => {
    const [made] = notice({ createdAt: 1_700_000_000_000 }).buttons ?? [];
    assert.equal(made?.data.made, '1700000000');
    const [unknown] = notice({}).buttons ?? [];
    assert.equal(unknown && 'made' in unknown.data, false);
  });
});
