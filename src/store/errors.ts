import { type Loggable, codeOf } from '../util/log.js';

/** The database cannot be used; the message says why and what to do, without address or password. */
export class StoreError extends Error implements Loggable {
  override readonly name = 'StoreError';
  readonly isLoggable = true;

  /** @param kind `wrong`: only another configuration helps */
  constructor(
    message: string,
    options?: ErrorOptions,
    readonly kind?: 'wrong',
  ) {
    super(message, options);
  }
}

const UNREACHABLE = new Set([
  ...['ECONNREFUSED', 'ECONNRESET', 'EHOSTUNREACH', 'EHOSTDOWN', 'ENETUNREACH', 'ENETDOWN'],
  ...['ENOTFOUND', 'ETIMEDOUT', 'EAI_AGAIN', 'EPIPE'],
  // PostgreSQL's own, and its poolers': shutting down, starting up, closed when idle, too many connections,
  // cannot connect.
  ...['57P01', '57P02', '57P03', '57P05', '53300', '08000', '08001', '08003', '08004', '08006'],
  '08P01',
]);

const GAVE_UP =
  'The database gave up what it was asked: it has too much to do, or too little memory. See its log.';

const ADVICE: Readonly<Record<string, string>> = {
  '28P01': 'The database refused the user or the password: check DATABASE_URL.',
  '28000': 'The database refused the user: check DATABASE_URL.',
  '3D000': 'That database does not exist: create it, or check DATABASE_URL.',
  '25006': 'The database is read-only: DATABASE_URL must name the primary, not a replica.',
  '53100': 'The database has no space left: give it more.',
  ENOSPC: 'The disk of the database is full: give it more space.',
  // Cancelled by a limit or an operator, or given up in a deadlock, for a lock, for memory.
  '57014': GAVE_UP,
  '40001': GAVE_UP,
  '40P01': GAVE_UP,
  '55P03': GAVE_UP,
  '53000': GAVE_UP,
  '53200': GAVE_UP,
  '53400': GAVE_UP,
  '42501': 'The database user may not create tables: grant it CREATE on its database.',
};

/** Codes in {@link ADVICE} that do not mend themselves. */
const MISCONFIGURED = new Set(['28P01', '28000', '3D000', '42501']);

const NO_TLS = /does not support SSL/i;

const UNKNOWN_AUTHORITY =
  'The certificate of the database is signed by an authority that is not known here: add sslrootcert=<the CA file of your provider> to DATABASE_URL, or sslmode=require to encrypt without checking it.';

/** By Node's and OpenSSL's codes; the error itself holds the whole certificate, and is not shown. */
const TLS_ADVICE: readonly (readonly [RegExp, string])[] = [
  [/SELF_SIGNED_CERT|UNABLE_TO_(VERIFY|GET)|CERT_UNTRUSTED|INVALID_CA/, UNKNOWN_AUTHORITY],
  [
    /ALTNAME_INVALID/,
    'The certificate of the database is for another name than the host in DATABASE_URL: use the name that the provider gives, or sslmode=verify-ca.',
  ],
  [
    /^CERT_|_CERT_/,
    'The certificate of the database is not valid (expired, not valid yet, or revoked): renew it, and check the clock of this machine.',
  ],
  [
    /^EPROTO$|^ERR_(SSL|TLS|OSSL)_/,
    'TLS to the database failed: check the host and the port in DATABASE_URL, its sslmode, and the TLS versions of the server.',
  ],
];

/** The server refuses connections without TLS, or every connection from here. */
export function asksForTls(error: unknown): boolean {
  return (
    rootCodeOf(error) === '28000' || (error instanceof Error && /SSL|TLS/i.test(error.message))
  );
}

export function hasNoTls(error: unknown): boolean {
  return error instanceof Error && NO_TLS.test(error.message);
}

/** A StoreError for what the operator can fix, else the error as it came. */
export function explainStoreError(error: unknown): unknown {
  if (error instanceof StoreError) return error;
  // Wrapped by Drizzle, with the query.
  if (error instanceof Error && error.cause instanceof StoreError) return error.cause;
  const tls = tlsAdvice(error);
  if (tls !== undefined) return new StoreError(tls, { cause: error });
  const code = rootCodeOf(error);
  if (code === undefined) return error;
  const advice = ADVICE[code];
  if (advice !== undefined) return new StoreError(advice, { cause: error });
  if (!UNREACHABLE.has(code)) return error;
  return new StoreError('The database cannot be reached: check that it runs, and DATABASE_URL.', {
    cause: error,
  });
}

export function storeAdvice(error: unknown): string {
  const known = explainStoreError(error);
  if (known instanceof StoreError) return known.message;
  const code = rootCodeOf(error);
  return `The database does not store what it is given${code === undefined ? '' : ` (${code})`}: look into its log.`;
}

function tlsAdvice(error: unknown): string | undefined {
  if (hasNoTls(error)) {
    return 'The database does not speak TLS: take sslmode out of DATABASE_URL, or set sslmode=disable.';
  }
  const code = rootCodeOf(error) ?? '';
  if (code === '28000' && error instanceof Error && /no encryption|SSL off/.test(error.message)) {
    return 'The database refuses connections without TLS: set sslmode=require in DATABASE_URL (or verify-full, with sslrootcert=<its CA file>).';
  }
  return TLS_ADVICE.find(([pattern]) => pattern.test(code))?.[1];
}

/** `away`: it may answer later; `wrong`: only other settings help. */
export function whyNotOpened(error: StoreError): 'away' | 'wrong' | undefined {
  if (error.kind !== undefined) return error.kind;
  const code = rootCodeOf(error.cause) ?? '';
  // An expired certificate gets renewed, without a restart of the bot by hand.
  if (UNREACHABLE.has(code) || /^CERT_(HAS_EXPIRED|NOT_YET_VALID)$/.test(code)) return 'away';
  const isWrong = tlsAdvice(error.cause) !== undefined || MISCONFIGURED.has(code);
  return isWrong ? 'wrong' : undefined;
}

/** The network's or PostgreSQL's code, however a library has wrapped it. */
function rootCodeOf(error: unknown): string | undefined {
  if (error instanceof AggregateError) return rootCodeOf(error.errors[0]);
  // Our own errors are about Webex: its calls fail with the same network codes.
  if (!(error instanceof Error) || 'isLoggable' in error) return undefined;
  const code = codeOf(error);
  if (code !== undefined && code !== '') return code;
  // pg gives these errors no code.
  if (
    /connection (terminated|timeout)|timeout (exceeded|expired)|query read timeout|not queryable/i.test(
      error.message,
    )
  )
    return 'ECONNRESET';
  return rootCodeOf(error.cause);
}

/** The database could not be reached or used just now: worth a retry later. */
export function isStoreFailure(error: unknown): boolean {
  return explainStoreError(error) instanceof StoreError;
}
