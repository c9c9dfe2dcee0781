/** Our bot on each of its two databases, and the plain bot, which keeps nothing. */
export const NAMES = ['postgres', 'pglite', 'plain'] as const;
export type Name = (typeof NAMES)[number];
/** Our bot, by its database. */
export const OURS = ['postgres', 'pglite'] as const satisfies readonly Name[];

/** What the tables call them. */
export const TITLES: Readonly<Record<Name, string>> = {
  postgres: 'PostgreSQL',
  pglite: 'PGlite',
  plain: 'plain',
};
