/**
 * Our bot on each of its two databases; the plain bot, which keeps nothing; and, where its package is
 * installed, the framework as it comes, with its own SDK.
 */
export const NAMES = ['postgres', 'pglite', 'plain', 'stock'] as const;
export type Name = (typeof NAMES)[number];
/** Our bot, by its database. */
export const OURS = ['postgres', 'pglite'] as const satisfies readonly Name[];

/** What the tables call them. */
export const TITLES: Readonly<Record<Name, string>> = {
  postgres: 'PostgreSQL',
  pglite: 'PGlite',
  plain: 'plain',
  stock: 'stock framework',
};
