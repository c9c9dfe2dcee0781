import assert from 'node:assert/strict';
import { z } from 'zod';
import { type Sandbox, startSandbox } from '../../../sandbox/sandbox.js';
import { doctorCommand } from '../../../src/cli/doctor.js';
import { botEnv } from '../../support/bot-env.js';
import { freePort } from '../../support/free-port.js';
import { scratchFolder } from '../../support/scratch.js';

const answer = z.object({
  ok: z.boolean(),
  checks: z.array(
    z.object({
      name: z.string(),
      state: z.string(),
      says: z.string(),
      todo: z.string().optional(),
    }),
  ),
});
export type Env = Record<string, string | undefined>;

export const SECRET = 'a-secret-for-the-doctor';

/** The doctor on a sandbox of the suite's own. */
export function doctorOnSandbox() {
  let sandbox: Sandbox;
  let port: number;
  before(async () => {
    sandbox = await startSandbox({ port: 0, seed: 'empty' });
    port = await freePort();
  });
  after(() => sandbox.stop());

  const doctor = async (args: string[], env: Env, now: () => number = Date.now) => {
    const lines: string[] = [];
    const say = (line: string): void => void lines.push(line);
    const all = {
      ...botEnv(sandbox, port, SECRET),
      DATA_DIR: scratchFolder('bot-doctor-'),
      ALLOWED_DOMAINS: 'example.com',
      ...env,
    };
    const code = await doctorCommand(args, { env: all, say, complain: say }, now);
    return { code, text: lines.join('\n') };
  };
  /** What is not well, e.g. `wrong bot token: Webex refuses it (401)`. */
  const findings = async (env: Env, now?: () => number): Promise<string[]> => {
    const { code, text } = await doctor(['--json'], env, now);
    const { ok, checks } = answer.parse(JSON.parse(text));
    assert.deepEqual(
      [code, ok],
      checks.some(({ state }) => state === 'wrong') ? [1, false] : [0, true],
    );
    const notWell = checks.filter(({ state }) => state !== 'ok');
    for (const { says, todo = '' } of notWell) assert.match(todo, /^\S[^]{10,}$/, says);
    return notWell.map(({ state, name, says }) => `${state} ${name}: ${says}`);
  };
  return {
    doctor,
    findings,
    sandbox: (): Sandbox => sandbox,
    port: (): number => port,
    /** A test for each of what is wrong. */
    finds: (wrongs: readonly (readonly [string, Env, string[]])[]): void => {
      for (const [what, env, expected] of wrongs) {
        it(`finds ${what}`, async () => {
          const found = await findings(env);
          assert.deepEqual(
            found.map((one) => one.replace(`:${port}`, ':PORT')),
            expected,
          );
        });
      }
    },
  };
}
