import { type Config, ConfigError, readConfig } from '../config/config.js';
import { VERSION, createLog, unforeseen } from '../util/log.js';
import { createWebexClient } from '../webex/client.js';
import { type Proxy, goesBy, keepAliveAgent } from '../webex/transport.js';
import { authorityFile, portVerdicts, publicUrlVerdict, storeChecks } from './doctor/local.js';
import { webSocket, webexChecks, webhooks } from './doctor/webex.js';
import { type Terminal, type Check, type Finding, suspect, ok, wrong } from './terminal.js';

const USAGE = `Looks for what stands in the way of the bot, while it runs or before it starts:

  npm run doctor                     says in words what is well and what to do
  npm run --silent doctor -- --json  the same for programs

It ends with 0 when nothing is wrong, else with 1. It changes nothing, but keeps what Webex gives a
Service App, as a start does.`;

type NamedFinding = Finding & { readonly name: string };

const MARKS: Readonly<Record<Finding['state'], string>> = {
  ok: 'ok     ',
  wrong: 'WRONG  ',
  look: 'look   ',
  unknown: 'unknown',
};

/** @param now milliseconds since the epoch @returns the exit code */
export async function doctorCommand(
  args: readonly string[],
  { env, say, complain }: Terminal,
  now: () => number,
): Promise<number> {
  const [option, ...more] = args;
  if (more.length > 0 || (option !== undefined && option !== '--json')) {
    complain(USAGE);
    return 2;
  }
  const rows = await examine(env, now);
  const isWell = rows.every(({ state }) => state !== 'wrong');
  if (option === '--json') {
    say(JSON.stringify({ version: VERSION, node: process.version, ok: isWell, checks: rows }));
  } else {
    say(`webex-recordings-bot ${VERSION} on Node ${process.version}\n`);
    const width = Math.max(...rows.map(({ name }) => name.length));
    for (const { state, name, says, todo } of rows) {
      say(`${MARKS[state]}  ${name.padEnd(width)}  ${says}`);
      if (todo !== undefined) say(`${' '.repeat(width + 11)}→ ${todo}`);
    }
    say(isWell ? '\nNothing is wrong.' : '\nSomething is wrong: see above.');
  }
  return isWell ? 0 : 1;
}

async function examine(env: Terminal['env'], now: () => number): Promise<NamedFinding[]> {
  const config = readOrProblems(env);
  if (config instanceof ConfigError) return config.problems.map(problemRow);
  return [...configured(env, config), ...(await reached(config, now))];
}

function problemRow(problem: string): NamedFinding {
  const [says = '', ...todo] = problem.split(': ');
  return { name: 'configuration', ...wrong(says, todo.join(': ') || says) };
}

function configured(env: Terminal['env'], config: Config): NamedFinding[] {
  const { proxy, apiBaseUrl } = config;
  const wayBy = (given: Proxy): string =>
    goesBy(given, apiBaseUrl) ? `by ${new URL(given.url).host}` : 'without it (NO_PROXY)';
  const authorities = authorityFile(env);
  return [
    { name: 'configuration', ...ok('complete') },
    { name: 'whom it serves', ...served(config) },
    ...(authorities ? [{ name: 'TLS to Webex', ...authorities }] : []),
    ...(proxy === undefined ? [] : [{ name: 'proxy', ...ok(`to Webex ${wayBy(proxy)}`) }]),
    ...(/:\/\/|;/.test(proxy?.except ?? '')
      ? [{ name: 'proxy', ...suspect('NO_PROXY has what is no host', NO_PROXY_FORM) }]
      : []),
  ];
}

async function reached(config: Config, now: () => number): Promise<NamedFinding[]> {
  const rows: NamedFinding[] = [];
  const run = async ({ name, run: ask }: Check): Promise<void> => {
    const found = await ask().catch((error: unknown) =>
      wrong('the check itself failed', unforeseen(error)),
    );
    rows.push(...[found].flat().map((verdict) => ({ name, ...verdict })));
  };
  const agent = keepAliveAgent(config.proxy);
  const retry = { retries: 1, firstWaitMs: 500 };
  const log = createLog('silent');
  const webex = createWebexClient({ baseUrl: config.apiBaseUrl, agent, retry, log });
  try {
    const deps = { config, webex, agent, now };
    for (const check of webexChecks(deps)) await run(check);
    let runs = false;
    // Over a web socket, nothing needs to reach the bot.
    if (config.transport === 'websocket')
      await run({ name: 'web socket', run: () => webSocket(deps) });
    else {
      const { runs: answers, ...verdict } = await publicUrlVerdict(config, agent);
      runs = answers;
      rows.push({ name: 'PUBLIC_URL', ...verdict });
      await run({ name: 'webhooks', run: () => webhooks(deps, runs) });
    }
    await run({ name: 'ports', run: () => portVerdicts(deps) });
    for (const check of storeChecks(deps, runs)) await run(check);
  } finally {
    await webex.close();
  }
  return rows;
}

function readOrProblems(env: Terminal['env']) {
  try {
    return readConfig(env);
  } catch (error) {
    if (error instanceof ConfigError) return error;
    throw error;
  }
}

const NO_PROXY_FORM = 'Separate hosts with commas, without https://, e.g. example.com,10.0.0.5.';
const ACCESS_TODO =
  'Set an Integration, WEBEX_ACCESS_TOKEN, or a Service App (docs/operate/install.md).';

function served({ limits, authority }: Config): Finding {
  const { orgs, domains, people } = limits.admission;
  const listed = orgs.length + domains.length + people.length;
  if (listed > 0) {
    return ok(`${orgs.length} organisations, ${domains.length} domains, ${people.length} people`);
  }
  if (authority.kind === 'personal') return ok('the owner of the token');
  if (authority.kind === 'none') return suspect('nobody can connect an account', ACCESS_TODO);
  if (authority.kind !== 'integration') return ok('the organisation of the token');
  return suspect(
    'everybody at Webex who finds the bot',
    'Set ALLOWED_ORGS, ALLOWED_DOMAINS or ALLOWED_PEOPLE, unless you mean that.',
  );
}
