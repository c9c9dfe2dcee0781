import assert from 'node:assert/strict';
import { personalToken } from '../../src/accounts/personal-token.js';
import { dance, type Dance } from '../support/oauth-dance.js';

describe('accounts/personal-token', () => {
  let d: Dance;
  beforeEach(async () => (d = await dance()));
  afterEach(() => d.end());

  it('serves its owner, and nobody else', async () => {
    const authorities = await personalToken(d.webex, 'sandbox-alice');
    assert.deepEqual(await authorities.of(d.alice), { token: 'sandbox-alice' });
    await assert.rejects(authorities.of(d.bob), { name: 'NotServed' });
    await assert.rejects(authorities.of({ ...d.bob, email: d.alice.email }), { name: 'NotServed' });
  });

  it('cannot be renewed', async () => {
    const authorities = await personalToken(d.webex, 'sandbox-alice');
    const renewed = authorities.renewed(d.alice, { token: 'sandbox-alice' });
    await assert.rejects(renewed, { name: 'NotConnected', reason: 'over' });
  });

  it('is refused when Webex does not know it', async () => {
    await assert.rejects(personalToken(d.webex, 'made-up'), { status: 401 });
  });
});
