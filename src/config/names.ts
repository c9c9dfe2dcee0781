import { distance } from 'fastest-levenshtein';

/** Not our settings, but read by Node, its HTTP client, or hosts. */
const OTHERS = [
  ...['HTTP_PROXY', 'HTTPS_PROXY', 'ALL_PROXY', 'NO_PROXY', 'NODE_EXTRA_CA_CERTS', 'NODE_OPTIONS'],
  ...['NODE_ENV', 'PGSSLMODE', 'PGSSLROOTCERT', 'PGSSLCERT', 'PGSSLKEY', 'PGDATABASE', 'HOSTNAME'],
  // Web frameworks read these in an environment that several programs share.
  ...['ALLOWED_HOSTS', 'ALLOWED_ORIGINS'],
];

/** Shorter names resemble too many others. */
const SHORTEST = 8;
const FARTHEST = 2;

/**
 * Names in the environment that look like one of ours and are none: with `ALOWED_DOMAINS` the bot would
 * serve everybody. @param set variables with a value @returns pairs of the name there and the name meant
 */
export function misspelt(
  set: readonly string[],
  known: readonly string[],
): readonly (readonly [name: string, meant: string])[] {
  const fine = new Set([...known, ...OTHERS, ...OTHERS.map((name) => name.toLowerCase())]);
  return set
    .filter((name) => !fine.has(name))
    .flatMap((name) => {
      const meant = nearest(name, [...known, ...OTHERS]);
      return meant === undefined ? [] : [[name, meant] as const];
    });
}

function nearest(name: string, known: readonly string[]): string | undefined {
  // Linux tells capitals apart; people may not.
  const written = name.toUpperCase().replaceAll('-', '_');
  const near = known
    .filter((one) => one.length >= SHORTEST)
    .map((one) => [one, distance(one, written)] as const)
    .filter(([, far]) => far <= FARTHEST)
    .sort(([, one], [, other]) => one - other)[0];
  if (near !== undefined) return near[0];
  // Without its ALLOWED_… setting the bot serves everybody, so guess generously.
  return /^ALL?OWED_/.test(written) ? 'ALLOWED_ORGS, ALLOWED_DOMAINS or ALLOWED_PEOPLE' : undefined;
}
