import fc from 'fast-check';
import assert from 'node:assert/strict';
import { rateLimit } from '../../../src/bot/access/rate-limit.js';

const MINUTE = Date.parse('2026-08-07T10:00:00Z');

/** The kinds of verdict on these events, all at one time. */
function verdicts(limit: ReturnType<typeof rateLimit>, keys: string[], at = MINUTE): string[] {
  return keys.map((eventKey) => limit({ personId: 'alice', eventKey, at }).kind);
}

describe('the rate limit', () => {
  it('allows so many a minute, tells once, and drops the rest', () => {
    const limit = rateLimit(2, () => MINUTE);
    assert.deepEqual(verdicts(limit, ['a', 'b', 'c', 'd', 'e']), [
      'allowed',
      'allowed',
      'told',
      'dropped',
      'dropped',
    ]);
  });

  it('gives every further try of an event the verdict of the first', () => {
    const limit = rateLimit(1, () => MINUTE);
    assert.deepEqual(verdicts(limit, ['a', 'b', 'c', 'a', 'b', 'c']), [
      'allowed',
      'told',
      'dropped',
      'allowed',
      'told',
      'dropped',
    ]);
  });

  it('begins anew each minute, tells again, and says for how long it does not listen', () => {
    const limit = rateLimit(1, () => MINUTE + 20_500);
    verdicts(limit, ['a']);
    const told = limit({ personId: 'alice', eventKey: 'b', at: MINUTE + 20_000 });
    assert.deepEqual(told, { kind: 'told', seconds: 40 });
    assert.deepEqual(verdicts(limit, ['c', 'd'], MINUTE + 60_000), ['allowed', 'told']);
  });

  it('counts when a thing was done, not when it is worked off', () => {
    const limit = rateLimit(1, () => MINUTE + 3_600_000);
    const hour = Array.from({ length: 60 }, (_, minute) => MINUTE + minute * 60_000);
    for (const at of hour) {
      const { kind } = limit({ personId: 'alice', eventKey: String(at), at });
      assert.equal(kind, 'allowed');
    }
    const late = limit({ personId: 'alice', eventKey: 'late', at: MINUTE });
    assert.deepEqual(late, { kind: 'told', seconds: 1 });
  });

  it('counts each person alone, whatever cluster their id is written in', () => {
    const limit = rateLimit(1, () => MINUTE);
    const id = (cluster: string): string =>
      Buffer.from(`ciscospark://${cluster}/PEOPLE/u1`).toString('base64');
    const kind = (personId: string, eventKey: string): string =>
      limit({ personId, eventKey, at: MINUTE }).kind;
    assert.equal(kind(id('us'), 'a'), 'allowed');
    assert.equal(kind('bob', 'b'), 'allowed');
    assert.equal(kind(id('urn:TEAM:us-west-2_r'), 'c'), 'told');
  });

  it('never allows more than it says, nor tells twice, in any order of tries', () => {
    const keys = fc.array(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'), {
      maxLength: 60,
    });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5 }), keys, (perMinute, tries) => {
        const limit = rateLimit(perMinute, () => MINUTE);
        const seen = new Map<string, string>();
        for (const key of tries) {
          const { kind } = limit({ personId: 'alice', eventKey: key, at: MINUTE });
          assert.equal(seen.get(key) ?? kind, kind);
          seen.set(key, kind);
        }
        const count = (kind: string): number => [...seen.values()].filter((k) => k === kind).length;
        assert.equal(count('allowed'), Math.min(perMinute, seen.size));
        assert.equal(count('told'), seen.size > perMinute ? 1 : 0);
      }),
    );
  });
});
