import type { Sandbox } from '../../sandbox/sandbox.js';

/** What tells a bot on this machine of its sandbox; the database is left to whoever starts it. */
export function botEnv({ apiUrl }: Pick<Sandbox, 'apiUrl'>, port: number, secret: string) {
  return {
    WEBEX_BOT_TOKEN: 'sandbox-bot',
    WEBEX_WEBHOOK_SECRET: secret,
    PUBLIC_URL: `http://127.0.0.1:${port}`,
    PORT: String(port),
    WEBEX_CLIENT_ID: 'sandbox-client',
    WEBEX_CLIENT_SECRET: 'sandbox-secret',
    WEBEX_API_BASE_URL: apiUrl,
  };
}
