import assert from 'node:assert/strict';
import { uuidOf } from '../../src/webex/ids.js';
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
