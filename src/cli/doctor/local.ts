import { X509Certificate, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmdirSync } from 'node:fs';
import { createServer } from 'node:http';
import { dirname, join, resolve } from 'node:path';
import type { Dispatcher } from 'undici';
import { accountPurpose } from '../../accounts/account-store.js';
import { KeyRingError, joinKeyRings, parseKeyRing, readKeyFile } from '../../accounts/keys.js';
import { createVault } from '../../accounts/vault.js';
import type { Config } from '../../config/config.js';
import type { Environment } from '../../config/transport.js';
import { StoreError } from '../../store/errors.js';
import { type ServerFacts, type StoreFacts, inspectStore } from '../../store/inspect.js';
import { CONNECTIONS } from '../../store/postgres.js';
import { codeOf } from '../../util/log.js';
import { ADDRESS_PROOF_PATH, addressProof } from '../../util/webhook-secret.js';
import { lookAt } from '../../webex/transport.js';
import { asOwner, type Check, type Finding, suspect, ok, unknown, wrong } from '../terminal.js';
import { serviceApp } from './service-app.js';
import type { WebexDeps } from './webex.js';

/** A request to PUBLIC_URL ends at a process with our secret, at another one, or nowhere. */
type Reached = 'ours' | 'other' | 'nobody';

async function probeAddress(
  { publicUrl, webhookSecrets }: Config,
  agent: Dispatcher,
): Promise<Reached> {
  const nonce = randomBytes(16).toString('hex');
  const answer = await lookAt(agent, `${publicUrl}${ADDRESS_PROOF_PATH}${nonce}`).catch(
    () => undefined,
  );
  if (answer === undefined || [502, 503, 504].includes(answer.status)) return 'nobody';
  // Any of them, since the secret may be in rotation.
  const proofs = webhookSecrets.map((secret) => addressProof(secret, nonce));
  return answer.status === 200 && proofs.includes(answer.text) ? 'ours' : 'other';
}

/**
 * Requests PUBLIC_URL as Webex would, and checks that this bot answers: the running process, or else a server
 * that listens here during the check.
 */
export async function publicUrlVerdict(
  config: Config,
  agent: Dispatcher,
): Promise<Finding & { readonly runs: boolean }> {
  const first = await probeAddress(config, agent);
  if (first === 'ours') return { ...ok('it leads to the bot, which runs'), runs: true };
  const at = `${config.host}:${config.port}`;
  const lead = `Lead ${config.publicUrl} (proxy, tunnel, DNS, firewall) to ${at} of this machine.`;
  const server = createServer((request, response) => {
    const path = request.url ?? '';
    const nonce = path.startsWith(ADDRESS_PROOF_PATH) ? path.slice(ADDRESS_PROOF_PATH.length) : '';
    response.end(addressProof(config.webhookSecrets[0] ?? '', nonce));
  });
  server.on('error', () => undefined);
  try {
    server.listen(config.port, config.host);
    const refused = await once(server, 'listening').then(
      () => undefined,
      (error: unknown) => codeOf(error) ?? '',
    );
    if (refused !== undefined && refused !== 'EADDRINUSE') {
      const todo = 'Set HOST to an address of this machine, or leave it out; see PORT, too.';
      return { ...wrong(`${at} cannot be listened on (${refused})`, todo), runs: false };
    }
    if (refused !== undefined) {
      const says = first === 'nobody' ? 'it leads nowhere' : 'it leads to something else';
      const todo = `${lead} Something listens there: if it is the bot, it has another WEBEX_WEBHOOK_SECRET or an older version.`;
      return { ...wrong(`${says}, and ${at} is taken`, todo), runs: false };
    }
    const second = await probeAddress(config, agent);
    if (second === 'ours') return { ...ok('it leads here; the bot does not run'), runs: false };
    const says = second === 'nobody' ? 'it leads nowhere' : 'it leads to something else';
    return { ...wrong(says, lead), runs: false };
  } finally {
    server.close();
    server.closeAllConnections();
  }
}

/** The ports that PUBLIC_URL does not lead to. */
export async function portVerdicts({ config, agent }: WebexDeps): Promise<Finding[]> {
  const { metrics, transport, port, host } = config;
  const here = ['0.0.0.0', '::'].includes(host) ? '127.0.0.1' : host;
  const looked = [
    ['METRICS_PORT', '127.0.0.1', metrics.port, '/metrics', /^recordings_bot_/m],
    ['PORT', here, transport === 'websocket' ? port : undefined, '/livez', /^\{"status":"ok"\}$/],
  ] as const;
  const found = looked.map(async ([name, on, at = 0, path, ours]) => {
    if (at === 0) return [];
    const answer = await lookAt(agent, `http://${on}:${at}${path}`, 2_000).catch(codeOf);
    if (answer === 'ECONNREFUSED') return [ok(`${name} ${at} is free`)];
    if (typeof answer === 'object' && ours.test(answer.text)) return [ok(`${name}: the bot runs`)];
    const todo = `Stop what listens there, or set ${name} to another one.`;
    return [wrong(`${name} ${at} is taken by something else`, todo)];
  });
  return (await Promise.all(found)).flat();
}

/** All of them use one look at the database. */
export function storeChecks(deps: WebexDeps, runs: boolean): Check[] {
  const { config } = deps;
  const { authority } = config;
  const facts = asOwner(config.store, inspectStore).catch((error: unknown) => {
    if (error instanceof StoreError) return error;
    throw error;
  });
  // The first check reports the failure.
  facts.catch(() => undefined);
  return [
    { name: 'database', run: async () => databaseVerdicts(config, runs, await facts) },
    { name: 'keys', run: async () => keysVerdict(config, await facts) },
    ...(authority.kind === 'service-app'
      ? [{ name: 'Service App', run: async () => serviceApp(deps, authority.app, await facts) }]
      : []),
  ];
}

export function databaseVerdicts(
  { store }: Pick<Config, 'store'>,
  runs: boolean,
  facts: StoreFacts | StoreError | undefined,
): Finding[] {
  if (facts instanceof StoreError) {
    if (store.kind === 'pglite' && /in use by another process|being opened/.test(facts.message)) {
      return [ok('the embedded one, open in a process that runs')];
    }
    return [wrong('it cannot be used', facts.message)];
  }
  if (facts === undefined) return [newFolder(store.kind === 'pglite' ? store.folder : '.')];
  const { version, readOnly, mayMigrate, migrations, server } = facts;
  const kind = store.kind === 'pglite' ? 'the embedded one' : 'PostgreSQL';
  const { applied, known, fits } = migrations;
  const behind = known - applied;
  if (!fits) {
    return [
      wrong('a newer version of the bot has changed it', 'Run that version, or restore a backup.'),
    ];
  }
  const state =
    behind < 0
      ? 'its tables of a newer version, on which this one can run'
      : behind === 0
        ? 'its tables up to date'
        : `${behind} migrations due at the start`;
  const verdicts = [ok(`${kind} ${version}, ${state}`)];
  if (Number.parseInt(version, 10) < 13)
    verdicts.push(wrong('it is too old', 'Take PostgreSQL 13 or newer.'));
  if (readOnly) {
    verdicts.push(wrong('it is read-only', 'Let DATABASE_URL name the primary, not a replica.'));
  } else if (!mayMigrate) {
    const todo = 'Let the user of DATABASE_URL own its database, or grant it CREATE there.';
    verdicts.push(wrong('its user may not make or write the tables', todo));
  }
  if (server !== undefined) verdicts.push(tlsVerdict(server), poolVerdict(store, server, runs));
  return verdicts;
}

function newFolder(folder: string): Finding {
  let existing = resolve(folder);
  while (!existsSync(existing)) existing = dirname(existing);
  try {
    // Only a try tells: root may write everywhere, and in /proc nobody may.
    rmdirSync(mkdtempSync(join(existing, 'doctor-')));
    return ok('the embedded one, made at the first start');
  } catch {
    return wrong(
      `${existing} cannot be written`,
      'Set DATA_DIR to a folder of the bot’s own user.',
    );
  }
}

function tlsVerdict({ encrypted, local, checked }: ServerFacts): Finding {
  if (checked) return ok('TLS, with the certificate checked');
  if (local) return ok('on this machine');
  if (!encrypted) {
    return suspect(
      'no TLS',
      'Unless the network is yours, add sslmode=verify-full to DATABASE_URL.',
    );
  }
  return suspect(
    'TLS, without a look at the certificate',
    'Add sslmode=verify-full and sslrootcert=<its CA file> to DATABASE_URL where you can.',
  );
}

function poolVerdict(store: Config['store'], { connections }: ServerFacts, runs: boolean): Finding {
  const most = store.kind === 'postgres' ? (store.connections ?? CONNECTIONS) : 0;
  const { limit, free } = connections;
  const needed = most + 1;
  const says = `a process takes up to ${needed} connections of ${limit}, ${free} are free`;
  const todo = `Set DATABASE_POOL lower, or raise the limit of the server, the database or its user.`;
  if (needed > limit) return wrong(says, todo);
  return needed > free && !runs ? suspect(says, todo) : ok(says);
}

function keysVerdict(
  { store, tokenKeys, authority }: Config,
  facts: StoreFacts | StoreError | undefined,
): Finding {
  try {
    const kept = store.kind === 'pglite' ? readKeyFile(store.folder) : undefined;
    const given = tokenKeys === undefined ? undefined : parseKeyRing(tokenKeys);
    const ring = given && kept ? joinKeyRings(given, kept) : (given ?? kept);
    if (ring === undefined) {
      return authority.kind === 'personal'
        ? ok('none needed on a personal token')
        : ok('made beside the embedded database at the first start');
    }
    if (facts instanceof StoreError) {
      const todo = 'See the database above; where the bot has it open, stop the bot to look at it.';
      return unknown('sound; what is kept could not be looked at', todo);
    }
    const vault = createVault(ring);
    const sealed = facts?.sealed ?? [];
    const shut = sealed.filter(
      ({ personId, sealed: text }) => vault.tryOpen(text, accountPurpose(personId)) === undefined,
    ).length;
    if (shut === 0) return ok(`sound; they open all of ${sealed.length} accounts looked at`);
    return wrong(
      `${shut} of ${sealed.length} accounts looked at do not open`,
      'Put the missing key back into TOKEN_KEYS (at its end); without it these people connect again.',
    );
  } catch (error) {
    if (!(error instanceof KeyRingError)) throw error;
    return wrong('they cannot be used', error.message);
  }
}

/** Node itself reads this file, and is silent when it cannot. */
export function authorityFile(env: Environment): Finding | undefined {
  const file = env.NODE_EXTRA_CA_CERTS?.trim() ?? '';
  if (file === '') return undefined;
  const todo = 'Set NODE_EXTRA_CA_CERTS to a file in PEM format.';
  try {
    new X509Certificate(readFileSync(file));
    return ok(`with the authorities in ${file}`);
  } catch (error) {
    const says = codeOf(error) === 'ENOENT' ? 'is not there' : 'has no certificate in PEM format';
    return wrong(`${file} ${says}`, todo);
  }
}
