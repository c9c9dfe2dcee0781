import assert from 'node:assert/strict';
import { type Sandbox, startSandbox } from '../../sandbox/sandbox.js';
import { parseKeyRing } from '../../src/accounts/keys.js';
import { createVault } from '../../src/accounts/vault.js';
import { type Config, readConfig } from '../../src/config/config.js';
import { openAuthority, servedBy } from '../../src/startup/authority.js';
import { IMPATIENT } from '../bot/support/deps.js';
import { readableLog } from '../bot/support/log.js';
import { describePglite } from '../support/databases.js';
import { quickClient } from '../support/quick-client.js';

const TOKEN_KEYS = `1:${Buffer.alloc(32, 1).toString('base64')}`;
const INTEGRATION = { WEBEX_CLIENT_ID: 'sandbox-client', WEBEX_CLIENT_SECRET: 'sandbox-secret' };

describePglite('the authority', ({ open }) => {
  let sandbox: Sandbox;
  before(async () => {
    sandbox = await startSandbox({ port: 0 });
  });
  after(() => sandbox.stop());

  const opened = async (env: Record<string, string>, changes: Partial<Config> = {}) => {
    const read = readConfig({
      WEBEX_BOT_TOKEN: 'sandbox-bot',
      WEBEX_WEBHOOK_SECRET: 'a-secret-for-the-app',
      PUBLIC_URL: 'http://127.0.0.1:3000',
      WEBEX_API_BASE_URL: sandbox.apiUrl,
      TOKEN_KEYS,
      ...env,
    });
    const config = { ...read, ...changes };
    const webex = quickClient(sandbox.apiUrl, { retry: IMPATIENT });
    const { log } = readableLog();
    const wait = () => Promise.resolve();
    return await openAuthority({ config, webex, store: await open(), log, now: Date.now, wait });
  };
  const personOf = (email: string) => {
    const personId = sandbox.world.people.byEmail(email)?.id ?? '';
    return { personId, email };
  };

  it('of an Integration lets people connect', async () => {
    const { authorityName, accounts, rotateKeys, tokens } = await opened(INTEGRATION);
    assert.equal(authorityName, 'own');
    assert.ok(accounts !== undefined && rotateKeys !== undefined);
    await assert.rejects(tokens.get(personOf('alice@example.com')), { name: 'NotConnected' });
  });

  it('of a personal token serves its owner, and nobody connects', async () => {
    const { authorityName, accounts, tokens } = await opened({
      WEBEX_ACCESS_TOKEN: 'sandbox-alice',
    });
    assert.equal(authorityName, 'personal-token');
    assert.equal(accounts, undefined);
    const { token } = await tokens.get(personOf('alice@example.com'));
    assert.equal(token, 'sandbox-alice');
    await assert.rejects(tokens.get(personOf('bob@example.com')), { name: 'NotServed' });
  });

  it('names the variable of a token that Webex refuses', async () => {
    for (const variable of ['WEBEX_ACCESS_TOKEN', 'WEBEX_ADMIN_TOKEN']) {
      await assert.rejects(opened({ [variable]: 'unknown' }), {
        name: 'StartError',
        message: new RegExp(`^Webex refused \\(401\\): check ${variable}\\.`),
      });
    }
  });

  it('serves only admitted people, and revokes for all', async () => {
    const env = { WEBEX_ACCESS_TOKEN: 'sandbox-alice', ALLOWED_PEOPLE: 'bob@example.com' };
    const { admits, tokens, revokingTokens } = await opened(env);
    const alice = personOf('alice@example.com');
    assert.equal(await admits(alice), false);
    assert.equal(await admits(personOf('bob@example.com')), true);
    await assert.rejects(tokens.get(alice), { name: 'NotServed' });
    assert.equal((await revokingTokens.get(alice)).token, 'sandbox-alice');
  });

  it('seals with the keys of the configuration; without any, a personal token alone is served', async () => {
    const shared = { kind: 'postgres', url: 'postgres://127.0.0.1/bot' } as const;
    const configured = createVault(parseKeyRing(TOKEN_KEYS));
    const personal = { WEBEX_ACCESS_TOKEN: 'sandbox-alice' };
    const sealedWith = async (...given: Parameters<typeof opened>) => {
      const sealed = (await opened(...given)).vault.seal('secret', 'a-test');
      return configured.tryOpen(sealed, 'a-test', () => undefined);
    };
    assert.equal(await sealedWith(INTEGRATION, { store: shared }), 'secret');
    assert.equal(await sealedWith(personal, { store: shared }), 'secret');
    const without = { store: shared, tokenKeys: undefined };
    assert.equal(await sealedWith(personal, without), undefined, 'keys of a moment');
    await assert.rejects(opened(INTEGRATION, without), { name: 'KeyRingError' });
  });

  it('gives roles and hosts by what Webex says of people', async () => {
    const { roles, hosts } = await opened({ ...INTEGRATION, ADMINISTRATORS: 'alice@example.com' });
    const alice = { personId: personOf('alice@example.com').personId };
    assert.equal(await roles.has(alice, 'administrator'), true);
    assert.equal(await roles.has(alice, 'officer'), false);
    const host = await hosts.byEmail('bob@example.com');
    assert.equal(host?.email, 'bob@example.com');
  });
});

describe('whom the ready line says that it serves', () => {
  const none = { orgs: [], domains: [], people: [] };
  const some = { orgs: ['o'], domains: [], people: ['a', 'b'] };
  for (const [admission, kind, name, expected] of [
    [none, 'integration', 'own', { serves: 'everybody', authority: 'own' }],
    [none, 'none', 'own', { serves: 'nobody yet', authority: 'none' }],
    [
      none,
      'personal',
      'personal-token',
      { serves: 'the owner of its token', authority: 'personal-token' },
    ],
    [
      none,
      'service-app',
      'service-app',
      { serves: 'the organisation of its token', authority: 'service-app' },
    ],
    [some, 'integration', 'own', { serves: '1 organisations, 2 people', authority: 'own' }],
  ] as const) {
    it(`is ${expected.serves} by ${kind}`, () => {
      assert.deepEqual(servedBy(admission, kind, name), expected);
    });
  }
});
