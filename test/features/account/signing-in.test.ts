import assert from 'node:assert/strict';
import type { DeviceEnd, DeviceFlow } from '../../../src/accounts/oauth-flow.js';
import { type AccountDeps, account } from '../../../src/features/account/index.js';
import { WebexRefused } from '../../../src/webex/errors.js';
import type { Content } from '../../../src/webex/messages.js';
import { seen } from '../../bot/support/card.js';
import { messageOf } from '../../bot/support/messaging.js';
import { until } from '../../support/until.js';
import { withAccounts } from './support/alice.js';

describe('the card of a code', () => {
  it('shows how it ended once Webex is not too busy for it', async () => {
    const at = { id: 'm1', roomId: 's1' };
    const ends: DeviceEnd[] = [{ at, outcome: { kind: 'stale' } }];
    const poll: DeviceFlow['poll'] = async (ended) => {
      for (const end of ends.splice(0)) await ended(end);
    };
    const device = { isDue: () => ends.length > 0, poll };
    let tries = 0;
    const shown: string[] = [];
    const edit = (_at: object, content: Content) => {
      const busy = new WebexRefused({ method: 'PUT', path: '/messages' }, 429, {
        trackingId: 'T',
        retryAfterSeconds: 1,
      });
      if ((tries += 1) < 3) return Promise.reject(busy);
      shown.push(seen(content).text());
      return Promise.resolve(messageOf(at));
    };
    const locks = { tryTake: () => Promise.resolve(true), release: () => Promise.resolve() };
    const [rounds] =
      account({
        ...withAccounts(),
        ...{ accounts: { device }, messaging: { edit }, store: { locks } },
        timing: { codesEveryMs: 1 },
      } as unknown as AccountDeps).background ?? [];
    await rounds?.start();
    await until(() => shown.length > 0);
    await rounds?.stop();
    assert.equal(tries, 3);
    assert.match(shown.join(), /code has expired/);
  });
});
