import assert from 'node:assert/strict';
import type { AuthorizationRequests, Tokens } from '../../src/accounts/account-store.js';
import type { NoTokens } from '../../src/accounts/oauth-client.js';
import type { DeviceEnd, DeviceFlow } from '../../src/accounts/oauth-flow.js';
import { createDeviceFlow } from '../../src/accounts/oauth-flow.js';
import { WebexRefused } from '../../src/webex/errors.js';
import { uuidOf } from '../../src/webex/ids.js';
import { memoryPendingLinks } from '../support/memory-pending-links.js';
import { type Dance, dance } from '../support/oauth-dance.js';

const MINUTE = 60_000;

describe('accounts/oauth-flow', () => {
  let d: Dance;
  beforeEach(async () => (d = await dance()));
  afterEach(() => d.end());
  const kept = (personId: string) => d.accounts.get(uuidOf(personId));

  it('connects who asked', async () => {
    const callback = await d.consents(await d.linking.start(d.alice), 'sandbox-alice');
    assert.deepEqual(await d.linking.complete(callback), {
      kind: 'connected',
      person: d.alice,
      purpose: 'own',
    });
    const account = await kept(d.alice.personId);
    assert.equal(account?.email, 'alice@example.com');
    assert.equal(account.connectedAt, d.clock.now);
    assert.equal(account.personId, uuidOf(d.alice.personId));
    const { tokens } = account;
    assert.equal(tokens.accessExpiresAt, d.clock.now + 1_209_599_000);
    assert.equal(tokens.refreshExpiresAt, d.clock.now + 7_775_999_000);
    assert.notEqual(tokens.accessToken, tokens.refreshToken);
  });

  it('gives everyone a link of their own, that nobody could guess', async () => {
    const links = await Promise.all([d.alice, d.alice, d.bob].map((who) => d.linking.start(who)));
    const states = links.map((link) => new URL(link).searchParams.get('state') ?? '');
    assert.equal(new Set(states).size, 3);
    for (const state of states) assert.ok(state.length >= 22, state);
    const pages = await Promise.all(states.map((state) => d.linking.consentPage(state)));
    const challenges = pages.map((page) => new URL(page ?? '').searchParams.get('code_challenge'));
    assert.equal(new Set(challenges).size, 3);
  });

  it('knows no state but its own', async () => {
    assert.deepEqual(await d.linking.complete({ state: 'x', code: 'y' }), { kind: 'stale' });
    assert.equal(d.tokenCalls(), 0);
  });

  it('takes a link once', async () => {
    const callback = await d.consents(await d.linking.start(d.alice), 'sandbox-alice');
    await d.linking.complete(callback);
    assert.deepEqual(await d.linking.complete(callback), { kind: 'stale' });
    assert.equal(d.tokenCalls(), 1);
    const account = await kept(d.alice.personId);
    assert.ok(account, 'the first visit stands');
  });

  it('takes a link once, though two come at the same time', async () => {
    const callback = await d.consents(await d.linking.start(d.alice), 'sandbox-alice');
    const ends = await Promise.all([d.linking.complete(callback), d.linking.complete(callback)]);
    assert.deepEqual(ends.map(({ kind }) => kind).sort(), ['connected', 'stale']);
  });

  it("takes another link's code for no code of this one", async () => {
    const first = await d.consents(await d.linking.start(d.alice), 'sandbox-alice');
    const { state } = await d.consents(await d.linking.start(d.alice), 'sandbox-alice');
    const mixed = d.linking.complete({ state, code: first.code });
    await assert.rejects(mixed, { name: 'WebexRefused', code: 'invalid_grant' });
    assert.equal(await kept(d.alice.personId), undefined);
  });

  it('takes a code that was used before for none', async () => {
    const first = await d.consents(await d.linking.start(d.alice), 'sandbox-alice');
    await d.linking.complete(first);
    const { state } = await d.consents(await d.linking.start(d.alice), 'sandbox-alice');
    await assert.rejects(d.linking.complete({ state, code: first.code }), {
      code: 'invalid_grant',
    });
  });

  it('takes a link for ten minutes, and not a moment longer', async () => {
    for (const [wait, kind] of [
      [10 * MINUTE - 1, 'connected'],
      [10 * MINUTE, 'stale'],
    ] as const) {
      const link = await d.linking.start(d.alice);
      const callback = await d.consents(link, 'sandbox-alice');
      d.clock.now += wait;
      assert.equal((await d.linking.complete(callback)).kind, kind);
    }
  });

  it('opens the consent page for a link that can still be used, and for no other', async () => {
    const link = new URL(await d.linking.start(d.alice));
    assert.equal(link.pathname, '/oauth/connect');
    const state = link.searchParams.get('state') ?? '';
    d.clock.now += 10 * MINUTE - 1;
    assert.match((await d.linking.consentPage(state)) ?? '', /\/authorize\?response_type=code/);
    d.clock.now += 1;
    assert.equal(await d.linking.consentPage(state), undefined, 'too old');
    assert.equal(await d.linking.consentPage('made-up'), undefined);
    const other = new URL(await d.linking.start(d.alice)).searchParams.get('state') ?? '';
    await d.linking.complete({ state: other, error: 'access_denied' });
    assert.equal(await d.linking.consentPage(other), undefined, 'used');
  });

  it('keeps nothing when the person declines', async () => {
    const state = new URL(await d.linking.start(d.alice)).searchParams.get('state') ?? '';
    const outcome = await d.linking.complete({ state, error: 'access_denied' });
    assert.deepEqual(outcome, { kind: 'declined', person: d.alice });
    assert.equal(d.tokenCalls(), 0);
    assert.equal(await kept(d.alice.personId), undefined);
  });

  it('tells a refusal of Webex from one of the person, and repeats nothing but known codes', async () => {
    for (const [answer, code] of [
      [{ error: 'invalid_scope' }, 'invalid_scope'],
      [{ error: 'temporarily_unavailable', code: 'y' }, 'temporarily_unavailable'],
      [{ error: 'Alice may not', code: 'y' }, undefined],
      [{}, undefined],
    ] as const) {
      const state = new URL(await d.linking.start(d.alice)).searchParams.get('state') ?? '';
      const outcome = await d.linking.complete({ state, ...answer });
      assert.deepEqual(outcome, { kind: 'refused', person: d.alice, code });
    }
    assert.equal(d.tokenCalls(), 0);
    assert.equal(await kept(d.alice.personId), undefined);
  });

  it('keeps nothing of somebody else whom the link was forwarded to', async () => {
    const callback = await d.consents(await d.linking.start(d.alice), 'sandbox-bob');
    const outcome = await d.linking.complete(callback);
    assert.deepEqual(outcome, { kind: 'other-person', person: d.alice });
    assert.equal(await kept(d.alice.personId), undefined);
    assert.equal(await kept(d.bob.personId), undefined);
  });

  it('keeps nothing when Webex fails on the way', async () => {
    for (const path of ['/access_token$', '/people/me$']) {
      const callback = await d.consents(await d.linking.start(d.alice), 'sandbox-alice');
      d.sandbox.faults.set([{ path, status: 503 }]);
      await assert.rejects(d.linking.complete(callback), { name: 'WebexRefused', status: 503 });
      d.sandbox.faults.set([]);
      assert.deepEqual(await d.linking.complete(callback), { kind: 'stale' });
    }
    assert.equal(await kept(d.alice.personId), undefined);
  });

  for (const [role, scope] of [
    ['administrator', 'meeting:admin_recordings_read'],
    ['officer', 'spark-compliance:meetings_read'],
  ] as const) {
    it(`connects an ${role} apart from their own recordings, and knows what was asked`, async () => {
      const roles = ['admin', 'officer'];
      const { id: personId, token, email } = d.sandbox.addPerson({ name: 'Ada', roles });
      const ada = { personId, email };
      const link = await d.linking.start(ada, role, 'for bob list');
      const state = new URL(link).searchParams.get('state') ?? '';
      const page = new URL((await d.linking.consentPage(state)) ?? '');
      assert.ok(page.searchParams.get('scope')?.split(' ').includes(scope));
      const connected = { kind: 'connected', person: ada } as const;
      assert.deepEqual(await d.linking.complete(await d.consents(link, token)), {
        ...{ ...connected, purpose: role, question: 'for bob list' },
      });
      assert.ok(await d.accounts.get(`${role}:${uuidOf(personId)}`));
      assert.equal(await kept(personId), undefined);
      const own = await d.consents(await d.linking.start(ada), token);
      assert.deepEqual(await d.linking.complete(own), { ...connected, purpose: 'own' });
      assert.ok(await kept(personId));
    });
  }

  it('renews the connection of who connects again', async () => {
    for (let i = 0; i < 2; i += 1) {
      const callback = await d.consents(await d.linking.start(d.alice), 'sandbox-alice');
      await d.linking.complete(callback);
      d.clock.now += MINUTE;
    }
    assert.equal((await kept(d.alice.personId))?.connectedAt, d.clock.now - MINUTE);
  });
});

describe('accounts/oauth-flow: with a code', () => {
  const START = Date.parse('2026-11-20T12:00:00Z');
  const CARD = { id: 'm1', roomId: 'r1' };
  const refused = (status: number, code?: string) =>
    new WebexRefused({ method: 'POST', path: '/' }, status, { code });
  const tokens = (accessToken: string): Tokens => ({
    ...{ accessToken, accessExpiresAt: 1, refreshToken: 'r', refreshExpiresAt: 2 },
  });
  let d: Dance;
  let pending: AuthorizationRequests;
  let answers: (Tokens | NoTokens | Error)[];
  let asked: string[];
  let codes: DeviceFlow;
  const flow = () => {
    let made = 0;
    const integration: Parameters<typeof createDeviceFlow>[1] = {
      deviceCode: () => {
        const code = { deviceCode: `d${(made += 1)}`, userCode: '1', page: 'https://w.example/v' };
        return Promise.resolve({ ...code, expiresAt: d.clock.now + 300_000, intervalMs: 2000 });
      },
      redeemDeviceCode: (code) => {
        asked.push(code);
        const answer = answers.shift() ?? 'pending';
        return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
      },
    };
    return createDeviceFlow(d.webex, integration, d.accounts, pending, () => d.clock.now);
  };
  before(async () => (d = await dance()));
  after(() => d.end());
  beforeEach(async () => {
    d.clock.now = START;
    pending = memoryPendingLinks();
    [answers, asked, codes] = [[], [], flow()];
    await d.accounts.remove(uuidOf(d.alice.personId));
  });
  const begin = async (at = CARD, question?: string) =>
    (await codes.start(d.alice, 'own', question)).shownAt(at);
  const round = async (afterMs = 2000) => {
    d.clock.now += afterMs;
    const ends: DeviceEnd[] = [];
    await codes.poll((end) => Promise.resolve(void ends.push(end)));
    return ends;
  };
  const kept = () => d.accounts.get(uuidOf(d.alice.personId));

  it('connects who asked, once, and says what they had asked', async () => {
    await begin(CARD, 'list');
    answers = ['pending', tokens('sandbox-alice')];
    assert.deepEqual(await round(), []);
    const outcome = { kind: 'connected', person: d.alice, purpose: 'own', question: 'list' };
    assert.deepEqual(await round(), [{ at: CARD, outcome }]);
    assert.equal((await kept())?.tokens.accessToken, 'sandbox-alice');
    assert.equal(codes.isDue(), true);
    assert.deepEqual(await round(), []);
    assert.equal(asked.length, 2);
    assert.equal(codes.isDue(), false, 'nobody waits any more');
    d.clock.now += 10_000;
    assert.equal(codes.isDue(), true, 'somebody may, whom another process has left');
  });

  for (const [what, answer, kind] of [
    ['somebody else', tokens('sandbox-bob'), 'other-person'],
    ['a token that says nobody', tokens('nobody'), 'failed'],
    ['a no', 'declined', 'declined'],
    ['a code that Webex has forgotten', 'expired', 'stale'],
    ['a scope that they cannot give', refused(400, 'invalid_scope'), 'refused'],
    ['a secret that is wrong', refused(401, 'invalid_client'), 'failed'],
  ] as const) {
    it(`keeps nothing of ${what}: ${kind}`, async () => {
      await begin();
      answers = [answer];
      const [end] = await round();
      assert.equal(end?.outcome.kind, kind);
      assert.equal(await kept(), undefined);
      assert.deepEqual(await pending.ofDevices(), []);
    });
  }

  it('asks again when Webex is away, and slower when it wants that', async () => {
    await begin();
    answers = [refused(503), 'slow-down', 'pending'];
    await round();
    await round();
    assert.equal(asked.length, 2);
    await round(6999);
    assert.equal(asked.length, 2);
    await round(1);
    assert.equal(asked.length, 3);
  });

  it('ends when the code does, without asking', async () => {
    await begin();
    assert.deepEqual(await round(300_000), [{ at: CARD, outcome: { kind: 'stale' } }]);
    assert.deepEqual(asked, []);
  });

  it('waits for one code of a person, the newest, and says which card is old', async () => {
    assert.equal(await begin(), undefined);
    assert.deepEqual(await begin({ ...CARD, id: 'm2' }), CARD);
    assert.equal(await begin({ ...CARD, id: 'm2' }), undefined);
    await round();
    assert.deepEqual(asked, ['d3']);
  });

  it('drops the tokens of a code that was cancelled or replaced while it asked', async () => {
    for (const meanwhile of [() => codes.cancel(d.alice, CARD), () => begin()]) {
      await begin();
      const { drop } = pending;
      pending.drop = async (request) => {
        pending.drop = drop;
        await meanwhile();
        return await drop(request);
      };
      answers = [tokens('sandbox-alice')];
      assert.deepEqual(await round(), []);
      assert.equal(await kept(), undefined);
    }
    assert.equal((await pending.ofDevices()).length, 1);
  });

  it('waits on for a newer code of the person, though the database fails as an older one ends', async () => {
    await begin();
    answers = ['declined'];
    const { drop } = pending;
    pending.drop = async (request) => {
      pending.drop = drop;
      await begin({ ...CARD, id: 'm2' });
      pending.put = () => Promise.reject(new Error('no database'));
      return await drop(request);
    };
    assert.deepEqual(await round(), []);
    answers = [tokens('sandbox-alice')];
    assert.equal((await round())[0]?.outcome.kind, 'connected');
  });

  it('tells of one that has ended, though the database fails at the next one', async () => {
    await begin();
    await (await codes.start(d.bob)).shownAt({ ...CARD, id: 'm2' });
    const { drop } = pending;
    pending.drop = async (request) => {
      pending.drop = () => Promise.reject(new Error('no database'));
      return await drop(request);
    };
    answers = ['declined', 'declined'];
    const ended: DeviceEnd['at'][] = [];
    d.clock.now += 2000;
    await assert.rejects(
      codes.poll(({ at }) => Promise.resolve(void ended.push(at))),
      /no database/,
    );
    assert.deepEqual(ended, [CARD]);
  });

  it('says so where the database does not take the tokens: the code is spent', async () => {
    await begin();
    const { put } = d.accounts;
    d.accounts.put = () => {
      d.accounts.put = put;
      return Promise.reject(new Error('no database'));
    };
    answers = [tokens('sandbox-alice')];
    const [end] = await round();
    assert.equal(end?.outcome.kind, 'failed');
    assert.deepEqual(await pending.ofDevices(), []);
  });

  it('is cancelled by its own card alone', async () => {
    await begin();
    await codes.cancel(d.alice, { ...CARD, id: 'an-older-one' });
    assert.equal((await pending.ofDevices()).length, 1);
    await codes.cancel(d.alice, CARD);
    assert.deepEqual(await pending.ofDevices(), []);
  });

  it('goes on in another process, which asks no sooner than it may', async () => {
    await begin();
    codes = flow();
    await round(0);
    assert.deepEqual(asked, []);
    answers = [tokens('sandbox-alice')];
    assert.equal((await round())[0]?.outcome.kind, 'connected');
  });
});
