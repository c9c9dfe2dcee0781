import assert from 'node:assert/strict';
import { NONCE, addressProof, webhookSecret } from '../../src/util/webhook-secret.js';

const OURS = 'the-configured-secret';

describe('the secret of a webhook', () => {
  const kind = { resource: 'messages', event: 'created', owner: 'alice' };
  const all = [
    kind,
    { ...kind, resource: 'recordings' },
    { ...kind, event: 'deleted' },
    { ...kind, owner: 'bob' },
    { ...kind, owner: undefined },
    // What could be cut in another place.
    { resource: 'messages created', event: '', owner: 'alice' },
    { resource: 'messages', event: 'created alice' },
    { resource: 'messages', event: 'created","alice' },
  ];

  it('is another one for each webhook, and for each configured one', () => {
    const secrets = all.flatMap((one) => [
      webhookSecret(OURS, one),
      webhookSecret('another-configured-secret', one),
    ]);
    assert.equal(new Set(secrets).size, 2 * all.length);
    for (const secret of secrets) assert.match(secret, /^[0-9a-f]{64}$/);
  });

  it('is the same each time, whatever was asked for between', () => {
    const first = all.map((one) => webhookSecret(OURS, one));
    for (let n = 0; n < 300; n += 1) webhookSecret(OURS, { ...kind, owner: `made up ${n}` });
    assert.deepEqual(
      all.map((one) => webhookSecret(OURS, one)),
      first,
    );
  });

  it('stays what it was in earlier versions: webhooks at Webex have it', () => {
    assert.equal(
      webhookSecret(OURS, { resource: 'messages', event: 'created' }),
      'e32689d4b55681de86e1698c2a9384fd3609278e4acc7c1d11df1fbe4f74e6ac',
    );
  });
});

describe('the proof at the front door', () => {
  const nonce = '0123456789abcdef0123456789abcdef';

  it('needs the same secret and answers one question', () => {
    const proof = addressProof(OURS, nonce);
    assert.equal(addressProof(OURS, nonce), proof);
    assert.notEqual(addressProof('another-configured-secret', nonce), proof);
    assert.notEqual(addressProof(OURS, nonce.replace('0', '1')), proof);
  });

  it('signs nothing that a webhook would', () => {
    const resource = 'front door';
    assert.notEqual(addressProof(OURS, nonce), webhookSecret(OURS, { resource, event: nonce }));
  });

  it('is given to a number of 16 bytes alone', () => {
    assert.match(nonce, NONCE);
    for (const odd of ['', nonce.slice(1), `${nonce}0`, nonce.toUpperCase(), `${nonce}\n`]) {
      assert.doesNotMatch(odd, NONCE, odd);
    }
  });
});
