import assert from 'node:assert/strict';
import type { AuthorizationRequests, Tokens } from '../../src/accounts/account-store.js';
import {
  type DeviceEnd,
  type DeviceFlow,
  createDeviceFlow,
} from '../../src/accounts/device-flow.js';
import type { NoTokens } from '../../src/accounts/oauth-client.js';
import { WebexRefused } from '../../src/webex/errors.js';
import { uuidOf } from '../../src/webex/ids.js';
import { memoryPendingLinks } from '../support/memory-pending-links.js';
import { type Dance, dance } from '../support/oauth-dance.js';

describe('accounts/device-flow', () => {
  const START = Date.parse('2026-11-20T12:00:00Z');
  const CARD = { id: 'm1', roomId: 'r1' };
  const refused = (status: number, code?: string) =>
    new WebexRefused({ method: 'POST', path: '/' }, status, undefined, undefined, '', code);
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
