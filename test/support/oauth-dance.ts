import assert from 'node:assert/strict';
import { type Sandbox, startSandbox } from '../../sandbox/sandbox.js';
import type { AccountStore } from '../../src/accounts/account-store.js';
import { type OAuthClient, createOAuthClient } from '../../src/accounts/oauth-client.js';
import { type Callback, type OAuthFlow, createOAuthFlow } from '../../src/accounts/oauth-flow.js';
import type { Actor } from '../../src/accounts/types.js';
import type { WebexClient } from '../../src/webex/client.js';
import { memoryAccounts } from './memory-accounts.js';
import { memoryPendingLinks } from './memory-pending-links.js';
import { quickClient } from './quick-client.js';

/** A sandbox, and all that connects its people, on one clock that stands still until it is set. */
export interface Dance {
  readonly sandbox: Sandbox;
  readonly webex: WebexClient;
  readonly integration: OAuthClient;
  readonly accounts: AccountStore;
  readonly linking: OAuthFlow;
  readonly clock: { now: number };
  readonly alice: Actor;
  readonly bob: Actor;
  /** Follows a consent link as whoever has this token; gives what comes to the callback. */
  consents: (link: string, token: string) => Promise<Callback>;
  /** How often the token endpoint was asked. */
  tokenCalls: () => number;
  end: () => Promise<void>;
}

/** Starts it. */
export async function dance(): Promise<Dance> {
  const clock = { now: Date.parse('2026-11-20T12:00:00Z') };
  const now = (): number => clock.now;
  const sandbox = await startSandbox({ port: 0, seed: 'empty', now });
  const webex = quickClient(sandbox.apiUrl);
  const integration = createOAuthClient(
    webex,
    {
      clientId: 'sandbox-client',
      clientSecret: 'sandbox-secret',
      redirectUri: 'http://127.0.0.1:3000/oauth/callback',
      baseUrl: sandbox.apiUrl,
    },
    now,
  );
  const accounts = memoryAccounts();
  const oauth = createOAuthFlow(webex, integration, accounts, memoryPendingLinks(), now);
  const someone = (email: string): Actor => {
    const person = sandbox.world.people.byEmail(email);
    assert.ok(person);
    return { personId: person.id, email };
  };
  return {
    sandbox,
    webex,
    integration,
    accounts,
    linking: oauth,
    clock,
    alice: someone('alice@example.com'),
    bob: someone('bob@example.com'),
    consents: async (link, token) => {
      const headers = { authorization: `Bearer ${token}` };
      const opened = await oauth.consentPage(new URL(link).searchParams.get('state') ?? '');
      assert.ok(opened);
      const { headers: answer } = await fetch(opened, { redirect: 'manual', headers });
      const { searchParams } = new URL(answer.get('location') ?? '');
      const { state = '', code, error } = Object.fromEntries(searchParams);
      return { state, code, error };
    },
    tokenCalls: () => sandbox.calls.list().filter(({ path }) => path === '/v1/access_token').length,
    end: async () => {
      await webex.close();
      await sandbox.stop();
    },
  };
}
