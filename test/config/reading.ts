import assert from 'node:assert/strict';
import { type Config, ConfigError, readConfig } from '../../src/config/config.js';

export type Environment = Record<string, string | undefined>;

/** As little as it needs. */
export const good: Environment = {
  WEBEX_BOT_TOKEN: 'the-bot-token',
  WEBEX_WEBHOOK_SECRET: 'sixteen-letters!',
  PUBLIC_URL: 'https://recordings.example.com',
  WEBEX_CLIENT_ID: 'the-client',
  WEBEX_CLIENT_SECRET: 'the-client-secret',
};

/** The configuration by `good` with changes. */
export function read(changes: Environment = {}): Config {
  return readConfig({ ...good, ...changes });
}

/** What is wrong with it, line by line. */
export function problemsOf(env: Environment): readonly string[] {
  try {
    readConfig(env);
  } catch (error) {
    assert.ok(error instanceof ConfigError);
    assert.equal(
      error.message,
      [
        'The configuration is not complete, or not right:',
        ...error.problems.map((one) => `  - ${one}`),
      ].join('\n'),
    );
    return error.problems;
  }
  assert.fail('it was taken');
}

/** e.g. `PORT is not valid`. */
export function verdicts(env: Environment): string[] {
  return problemsOf(env).map((problem) => problem.replace(/:.*/, ''));
}
