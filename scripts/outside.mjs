/** Libraries that stay in node_modules: they find files beside themselves. */
export const OUTSIDE = [
  '@electric-sql/pglite',
  '@electric-sql/pglite-prepopulatedfs',
  'webex-node-bot-framework',
];
