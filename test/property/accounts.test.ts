import fc from 'fast-check';
import assert from 'node:assert/strict';
import type { OAuthClient } from '../../src/accounts/oauth-client.js';
import { connectedAccounts } from '../../src/accounts/token-provider.js';
import { WebexRefused } from '../../src/webex/errors.js';
import { memoryAccounts } from '../support/memory-accounts.js';
import { memoryPendingLinks } from '../support/memory-pending-links.js';

const request = { method: 'POST', path: '/access_token' };
const spent = new WebexRefused(request, 400, { code: 'invalid_grant' });
const alice = { personId: 'alice', email: 'a@example.com' };
const tokens = (n: number) => ({
  ...{ accessToken: `a${n}`, accessExpiresAt: 0, refreshToken: `r${n}`, refreshExpiresAt: 0 },
});

describe('property: accounts', () => {
  // Every order in which stores, refreshes, disconnects and requests can interleave.
  it('whatever the order, no spent token is used and nothing returns after a disconnect', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.scheduler(),
        fc.integer({ min: 1, max: 6 }),
        fc.boolean(),
        async (s, asking, disconnects) => {
          const memory = memoryAccounts();
          await memory.put({ ...alice, tokens: tokens(0), connectedAt: 0 });
          const store = {
            ...memory,
            get: s.scheduleFunction(memory.get),
            renew: s.scheduleFunction(memory.renew),
          };
          let current = 0;
          const refresh: OAuthClient['refresh'] = s.scheduleFunction(({ refreshToken }) => {
            // Webex rotates: a refresh token works once.
            if (refreshToken !== `r${current}`) return Promise.reject(spent);
            current += 1;
            return Promise.resolve({ ...tokens(current), accessExpiresAt: 1e9 });
          });
          const authorities = connectedAccounts(store, { refresh }, () => 0, {
            locks: {
              tryTake: () => Promise.resolve(true),
              release: () => Promise.resolve(),
            },
            wait: () => Promise.resolve(),
          });
          const asked = Array.from({ length: asking }, () =>
            authorities.get(alice).then(
              ({ token }) => token,
              (error: unknown) => error,
            ),
          );
          const gone = disconnects
            ? s.schedule(Promise.resolve()).then(() => memory.remove('alice'))
            : undefined;
          await s.waitFor(Promise.all([...asked, gone]));
          const answers = await Promise.all(asked);
          assert.ok(current <= asking);
          if (disconnects) {
            assert.equal(await memory.get('alice'), undefined);
          } else {
            assert.deepEqual(new Set(answers), new Set([`a${current}`]));
            assert.equal((await memory.get('alice'))?.tokens.refreshToken, `r${current}`);
          }
        },
      ),
    );
  });

  it('a link is given out at most once, whoever takes it when', async () => {
    const states = fc.array(fc.constantFrom('1', '2', '3'), { maxLength: 20 });
    await fc.assert(
      fc.asyncProperty(states, async (taken) => {
        const pending = memoryPendingLinks();
        for (const state of ['1', '2', '3']) {
          await pending.put({ ...alice, state, verifier: state, expiresAt: 1 });
        }
        const links = await Promise.all(taken.map((state) => pending.take(state)));
        const given = links.flatMap((link) => (link === undefined ? [] : [link.state]));
        assert.deepEqual(given.sort(), [...new Set(taken)].sort());
      }),
    );
  });
});
