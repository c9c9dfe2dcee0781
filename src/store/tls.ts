import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { type ConnectionOptions, createSecureContext } from 'node:tls';
import { StoreError, asksForTls, hasNoTls } from './errors.js';

/** For PostgreSQL: `sslmode` and its files as psql understands them, not as pg does. */
export interface Address {
  /** Without what is in `ssl`. */
  readonly connectionString: string;
  readonly ssl: false | ConnectionOptions;
}

/** Encrypted, and not checked whom with: as psql does by itself. */
const UNCHECKED: ConnectionOptions = { rejectUnauthorized: false };

/**
 * Connects in the first way that the server takes. Rejects with what it said, or with a StoreError for
 * an address that nobody can connect with.
 */
export async function atAddressOf<T>(
  url: string,
  connect: (address: Address) => Promise<T>,
): Promise<T> {
  const [first, second] = waysToConnect(url);
  try {
    return await connect(first);
  } catch (error) {
    if (second === undefined || !asksForTls(error)) throw error;
    return await connect(second).catch((failure: unknown) => {
      // The server was refusing the user, not the missing encryption.
      throw hasNoTls(failure) ? error : failure;
    });
  }
}

/**
 * The ways to connect, in the order in which to try them. Without `sslmode`, a server that insists on TLS
 * gets it: hosts such as Heroku name none, and sign the certificate themselves.
 * https://www.postgresql.org/docs/current/libpq-ssl.html
 * @throws StoreError for what nobody can connect with
 */
function waysToConnect(url: string): readonly [Address, ...Address[]] {
  const parsed = new URL(url);
  const take = (name: string): string | undefined => {
    const value = parsed.searchParams.get(name) ?? undefined;
    parsed.searchParams.delete(name);
    return value === '' ? undefined : value;
  };
  const [ssl, mode, root] = [take('ssl'), take('sslmode'), take('sslrootcert')];
  const [cert, key] = [readPem('sslcert', take('sslcert')), readPem('sslkey', take('sslkey'))];
  take('uselibpqcompat');
  const ca = root === 'system' ? undefined : readPem('sslrootcert', root);
  const files = { ...(ca && { ca }), ...(cert && { cert }), ...(key && { key }) };
  checkFiles(files);
  const checked = { ...files, rejectUnauthorized: true };
  // Nothing that follows may add to the address what pg would take for TLS.
  const connectionString = parsed.search === new URL(url).search ? url : String(parsed);
  const by = (how: Address['ssl']): Address => ({ connectionString, ssl: how });
  const anyName = { ...checked, checkServerIdentity: () => undefined };
  switch (mode ?? named(ssl) ?? (root === undefined ? 'prefer' : 'verify-full')) {
    case 'disable':
      return [by(false)];
    case 'allow':
    case 'prefer':
      return [by(false), by({ ...files, ...UNCHECKED })];
    case 'no-verify':
      return [by({ ...files, ...UNCHECKED })];
    case 'require':
      return [by(ca === undefined ? { ...files, ...UNCHECKED } : anyName)];
    case 'verify-ca':
      return [by(anyName)];
    case 'verify-full':
      return [by(checked)];
    default:
      throw new StoreError(
        'The sslmode in DATABASE_URL is not known: set one of disable, prefer, require, verify-ca, verify-full.',
        {},
        'wrong',
      );
  }
}

/** As node-postgres writes it. */
function named(ssl: string | undefined): string | undefined {
  if (ssl === 'true' || ssl === '1') return 'require';
  return ssl === 'false' || ssl === '0' ? 'disable' : ssl;
}

function readPem(name: string, path: string | undefined): string | undefined {
  if (path === undefined) return undefined;
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new StoreError(
      `The file that ${name} in DATABASE_URL names cannot be read: check its path and its owner.`,
      { cause: error },
      'wrong',
    );
  }
}

interface Files {
  readonly ca?: string;
  readonly cert?: string;
  readonly key?: string;
}

function checkFiles(files: Files): void {
  // A context reads the world's authorities: where no file is named, 50 ms of a start for nothing.
  if (Object.keys(files).length === 0) return;
  try {
    // OpenSSL takes anything else for an authority less.
    if (files.ca !== undefined) new X509Certificate(files.ca);
    createSecureContext(files);
  } catch (error) {
    throw new StoreError(
      'A file that sslrootcert, sslcert or sslkey in DATABASE_URL names is not in PEM format, or the key does not fit the certificate.',
      { cause: error },
      'wrong',
    );
  }
}
