import fc from 'fast-check';
import assert from 'node:assert/strict';
import { LARGEST_CARD_BYTES, bytesOf } from '../../../src/bot/ui/card.js';
import {
  officerDeleteCard,
  type Typed,
  typedReason,
  reasonIn,
} from '../../../src/features/delete/cards.js';
import { z } from 'zod';
import { targetOf } from '../../../src/accounts/token-provider.js';
import type { Actor } from '../../../src/accounts/types.js';
import { latest, writeState } from '../../../src/query/list-state.js';
import { uuidOf } from '../../../src/webex/ids.js';
import { seen } from '../../bot/support/card.js';
import { press, scriptedClick } from '../../bot/support/context.js';
import { type SandboxDeps, sandboxDeps } from '../../bot/support/deps.js';
import { messageOf } from '../../bot/support/messaging.js';
import { recordingOf, stateOfList } from '../../bot/support/recordings.js';
import { describePglite } from '../../support/databases.js';
import type { SeenCard } from '../../support/people.js';
import { auditedBy } from '../../support/audited.js';

describe('the question before an officer’s deletion, asked again', () => {
  const content = (typed: Typed) =>
    officerDeleteCard(recordingOf(), stateOfList(), typed, 'Please write a reason.');
  /** What comes back from the boxes, untouched. */
  const again = (typed: Typed): Typed => {
    const parts = seen(content(typed)).parts();
    const box = (id: string) => parts.find((part) => part.id === id)?.value;
    return typedReason.parse({ reason: box('reason'), comment: box('comment') });
  };

  it('keeps to the letter what was typed, which goes to Webex and to the audit', () => {
    const typed = {
      reason: 'audit of ${name} {{DATE(x,SHORT)}}',
      comment:
        'See the mail of bob@example.com <urgent>\nat https://acme.example.com/LEGAL-1 [a](b)',
    };
    assert.deepEqual(again(typed), typed);
    assert.deepEqual(reasonIn(again(again(typed))), typed);
    assert.doesNotMatch(JSON.stringify(content(typed).card), /\$\{|\{\{DATE\(x/);
  });

  it('keeps whatever is typed', () => {
    const text = fc.string({ unit: 'binary', maxLength: 255 });
    fc.assert(
      fc.property(text, text, (reason, comment) => {
        const typed = typedReason.parse({ reason, comment });
        assert.deepEqual(again(typed), typed);
      }),
      { numRuns: 50 },
    );
  });

  it('stays small however much was typed, and goes on saying that it is too much', () => {
    for (const letter of ['😀', '很', '\u0001', '{', 'x']) {
      const much = letter.repeat(2_400);
      const { card = {} } = content({ reason: much, comment: much });
      assert.ok(bytesOf(card) < LARGEST_CARD_BYTES, `${letter} ${bytesOf(card)}`);
      assert.ok('problem' in reasonIn(again({ reason: much, comment: much })));
    }
  });
});

describe('the reason of an officer’s deletion', () => {
  const problem = (reason: string, comment: string): string => {
    const why = reasonIn({ reason, comment });
    return 'problem' in why ? why.problem : '';
  };

  it('is taken with a comment, both within 255', () => {
    const longest = 'x'.repeat(255);
    assert.deepEqual(reasonIn({ reason: 'audit', comment: longest }), {
      reason: 'audit',
      comment: longest,
    });
  });

  it('says what is missing, and by how much something is too long', () => {
    assert.match(problem('', 'x'), /Add a reason/);
    assert.match(problem('x', ''), /Add a comment/);
    assert.match(
      problem('x', 'x'.repeat(260)),
      /comment is too long by 5: Webex takes at most 255 characters/,
    );
    assert.match(problem('ä'.repeat(128), 'x'), /reason is too long by 1: .*\(letters beyond/);
    assert.doesNotMatch(problem('x', 'x'.repeat(260)), /letters beyond/);
  });

  it('is short enough however characters are counted', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 1, maxLength: 300 }), (comment) => {
        if ('problem' in reasonIn({ reason: 'x', comment })) return;
        assert.ok(comment.length <= 255 && Array.from(comment).length <= 255);
        assert.ok(Buffer.byteLength(comment) <= 255);
      }),
    );
  });

  it('is read from whatever comes', () => {
    assert.deepEqual(typedReason.parse({}), { reason: '', comment: '' });
    assert.deepEqual(typedReason.parse({ reason: 7, comment: ['x'] }), { reason: '', comment: '' });
    assert.deepEqual(typedReason.parse({ reason: ' audit ', comment: 'y'.repeat(6_000) }), {
      reason: 'audit',
      comment: '',
    });
  });
});

describePglite('an officer’s deletion', ({ open }) => {
  let on: SandboxDeps;
  let officer: Actor;
  let isOfficer: boolean;
  let data: Record<string, string>;
  /** How many looks show the recording as it was. */
  let stale: number;
  /** What the card of an unclear change comes to show. */
  let shown: SeenCard;
  beforeEach(async () => {
    isOfficer = true;
    const has = (_: Actor, role: string) => Promise.resolve(isOfficer && role === 'officer');
    on = await sandboxDeps(await open(), { has });
    officer = { personId: on.sandbox.world.people.byEmail('officer@example.com')?.id ?? '' };
    on.deps.tokens.get = (actor) =>
      Promise.resolve({ token: 'sandbox-officer', ...targetOf(actor) });
    on.deps.messaging.edit = (at, content) => {
      shown = seen(content);
      return Promise.resolve(messageOf(at));
    };
    const own = on.sandbox.recordings.ofPerson(on.alice.personId).all();
    const { id = '', siteUrl: site = '' } = own.find(({ status }) => status === 'available') ?? {};
    const list = writeState({ ...latest(Date.now()), scope: 'organization' });
    data = { recording: id, site, topic: 'Standup', list };
    stale = 0;
    const { call } = on.webex;
    const path = `/recordings/${id}`;
    const get = { method: 'GET', path, token: 'sandbox-officer', answer: z.unknown() } as const;
    const before = (await call(get)).data;
    on.webex.call = async (request) => {
      if (request.method !== 'GET' || request.path !== path || (stale -= 1) < 0) {
        return await call(request);
      }
      const answer = { status: 200, trackingId: 'T', next: undefined };
      return { ...answer, data: request.answer.parse(before) };
    };
    on.sandbox.calls.clear();
  });
  afterEach(() => on.stop());

  const typed = { reason: 'audit', comment: 'The case of 2024' };
  const clicks = async (click = scriptedClick(officer), why = typed) => {
    const inputs = { ...data, ...why, action: 'delete-as-officer' };
    await press(on.features.all, click, inputs);
    return seen(click.only('update'));
  };
  const deletions = () =>
    on.sandbox.calls.list().filter(({ method }) => method === 'DELETE').length;
  const entries = async () =>
    (await auditedBy(on.deps.audit, uuidOf(officer.personId))).map(
      ({ authority, change, reason, outcome }) => [authority, change, reason, outcome],
    );
  /** The process dies before it has written down what Webex said. @returns its click */
  const dies = async () => {
    const { audit } = on.deps;
    const { settleMany } = audit;
    audit.settleMany = () => Promise.reject(new Error('the process died'));
    const click = scriptedClick(officer);
    await assert.rejects(clicks(click), /died/);
    audit.settleMany = settleMany;
    return { ...scriptedClick(officer), permit: click.permit };
  };

  it('that is confirmed weeks later is asked about anew, with what was typed', async () => {
    const fresh = data.list;
    data.list = writeState({ ...latest(Date.now() - 21 * 86_400_000), scope: 'organization' });
    const again = JSON.stringify((await clicks()).content);
    assert.match(again, /I asked you this a while ago/);
    assert.match(again, /The case of 2024/);
    assert.equal(deletions(), 0);
    data.list = fresh ?? '';
    await clicks();
    assert.equal(deletions(), 1);
  });

  it('without a reason is asked for it again', async () => {
    assert.match(
      (await clicks(scriptedClick(officer), { ...typed, reason: ' ' })).text(),
      /Add a reason/,
    );
    assert.equal(deletions(), 0);
  });

  it('that is shown late is checked as an officer, and then told', async () => {
    stale = 3;
    assert.match(
      (await clicks()).text(),
      /⚠ As a compliance officer.+\nChecking whether “.+” is deleted/,
    );
    await on.jobs.idle();
    assert.match(
      shown.text(),
      /^⚠ As a compliance officer.+You and other compliance officers still see/s,
    );
    assert.equal(deletions(), 1);
    assert.deepEqual(await entries(), [['officer', 'delete', 'audit', 'done']]);
  });

  it('is not looked at any more by who is no officer any more', async () => {
    stale = 9;
    assert.match((await clicks()).text(), /Checking whether/);
    isOfficer = false;
    on.sandbox.calls.clear();
    await on.jobs.idle();
    assert.match(shown.text(), /couldn’t see whether/);
    assert.match(shown.text(), /Your recordings/);
    assert.doesNotMatch(shown.text(), /organi[sz]ation|compliance officer/);
    assert.equal(shown.dataOf('Try again').action, 'ask-delete');
    const looks = on.sandbox.calls.list().filter(({ path }) => path.endsWith(`/${data.recording}`));
    assert.deepEqual([looks, await entries()], [[], [['officer', 'delete', 'audit', 'unsure']]]);
  });

  it('that Webex refuses is told in its words, and asks for the reason again', async () => {
    const fault = { method: 'DELETE', path: '/recordings/', status: 503 };
    on.sandbox.faults.set([{ ...fault, status: 403, message: 'Closed case.', times: 1 }, fault]);
    const refused = await clicks();
    assert.match(refused.text(), /was not deleted: nothing was changed.+Closed case\./s);
    assert.deepEqual(await entries(), [['officer', 'delete', 'audit', 'unchanged']]);
    await clicks();
    await on.jobs.idle();
    assert.match(shown.text(), /was not deleted: nothing was changed/);
    assert.equal(shown.dataOf('Try again').action, 'ask-delete');
    assert.equal(deletions(), 2);
  });

  it('repeated after a crash is looked for before it is asked for again', async () => {
    const again = await dies();
    assert.match((await clicks(again)).text(), /You and other compliance officers still see it/);
    assert.equal(deletions(), 1);
    assert.deepEqual(await entries(), [['officer', 'delete', 'audit', 'done']]);
  });

  it('repeated after a crash and shown late is done, though Webex refuses it now', async () => {
    const again = await dies();
    stale = 4;
    assert.match((await clicks(again)).text(), /Checking whether/);
    await on.jobs.idle();
    assert.match(shown.text(), /You and other compliance officers still see it/);
    assert.equal(deletions(), 2);
    assert.deepEqual(await entries(), [['officer', 'delete', 'audit', 'done']]);
  });
});
