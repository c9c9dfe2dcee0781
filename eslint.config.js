// Who may import whom, and what ESLint recommends for our few files of JavaScript. All other rules for
// TypeScript, and its types, are in .oxlintrc.json: there they take a fifth of the time.
import js from '@eslint/js';
import * as parser from '@typescript-eslint/parser';
import { defineConfig } from 'eslint/config';
import { readdirSync } from 'node:fs';

/** The folders of src, and of which others each may import; `bot/access` is that folder of bot alone. */
const MAY_IMPORT = {
  util: [],
  webex: ['util'],
  store: ['util'],
  recordings: ['webex', 'util'],
  accounts: ['webex', 'store', 'util'],
  audit: ['store', 'util'],
  settings: ['webex', 'store', 'util'],
  changes: ['recordings', 'accounts', 'audit', 'webex', 'util'],
  query: ['recordings', 'util'],
  events: ['webex', 'store', 'util'],
  jobs: ['webex', 'store', 'util'],
  bot: ['events', 'jobs', 'accounts', 'query', 'recordings', 'webex', 'store', 'util'],
  features: [
    ...['bot', 'events', 'jobs', 'query', 'changes', 'audit', 'settings'],
    ...['recordings', 'accounts', 'webex', 'store', 'util'],
  ],
  http: ['events', 'accounts', 'util'],
  config: ['accounts', 'store', 'webex', 'util'],
  startup: ['config', 'accounts', 'webex', 'store', 'bot/access', 'util'],
  cli: ['config', 'accounts', 'audit', 'events', 'webex', 'store', 'util'],
};

/** Every feature may use the list; beside it, these and no others: always by their index.ts. */
const FEATURES_MAY_IMPORT = {
  'clean-up': ['bulk', 'settings'],
  bin: ['bulk'],
  delete: ['recording'],
  share: ['bulk', 'recording'],
  list: ['settings'],
  account: ['settings'],
  find: ['settings'],
  history: ['settings'],
  storage: ['settings'],
  notify: ['settings', 'storage'],
};

/** Which of our own files a file may import, said by what its specifiers must not look like. */
const refused = (...patterns) => ({
  'no-restricted-imports': [
    'error',
    { patterns: patterns.map(([regex, message]) => ({ regex, message })) },
  ],
});

const OTHER_HOUSES = ['^(?:\\.\\./)+(?:sandbox|test|bench)/', 'src stands on its own.'];

/** @param from a folder of src */
function otherFolders(from) {
  const allowed = MAY_IMPORT[from];
  const others = Object.keys(MAY_IMPORT).filter((to) => to !== from && !allowed.includes(to));
  const names = others.map((to) => {
    const parts = allowed.filter((one) => one.startsWith(`${to}/`)).map((one) => one.split('/')[1]);
    return parts.length === 0 ? `${to}/` : `${to}/(?!(?:${parts.join('|')})/)`;
  });
  return [
    `^(?:\\.\\./)+(?:${[...names, 'app\\.js$', 'main\\.js$'].join('|')})`,
    `src/${from} may not import this: see MAY_IMPORT in eslint.config.js.`,
  ];
}

/**
 * Out of the folder of a feature it goes to `deps.ts`, or to the faces of the few that it may use.
 *
 * @param up the way from the file to the folder of all features
 */
function otherFeatures(feature, up) {
  const allowed = ['list', ...(FEATURES_MAY_IMPORT[feature] ?? [])].join('|');
  return [
    `^${up.replaceAll('.', '\\.')}(?!\\.\\./|deps\\.js$|(?:${allowed})/index\\.js$)`,
    `features/${feature} may use features/{${allowed}} alone, and those by their index.ts.`,
  ];
}

/** A feature that stands in no list above may use the list alone. */
const features = readdirSync(new URL('src/features/', import.meta.url), { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);

export default defineConfig(
  { ignores: ['dist', 'coverage', 'node_modules', 'data', '.tmp', 'vendor'] },
  {
    files: ['**/*.{js,mjs,cjs}'],
    extends: [js.configs.recommended],
    languageOptions: {
      globals: { process: 'readonly', console: 'readonly', URL: 'readonly', fetch: 'readonly' },
    },
  },
  { files: ['{src,sandbox}/**/*.ts'], languageOptions: { parser } },
  {
    files: ['src/*.ts'],
    rules: refused(OTHER_HOUSES, [
      '^\\./features/(?!index\\.js$)',
      'Only features/index.ts knows the features.',
    ]),
  },
  ...Object.keys(MAY_IMPORT).map((folder) => ({
    files: [`src/${folder}/**/*.ts`],
    rules: refused(OTHER_HOUSES, otherFolders(folder)),
  })),
  ...features.flatMap((feature) =>
    [
      ['*.ts', '../'],
      ['*/*.ts', '../../'],
    ].map(([files, up]) => ({
      files: [`src/features/${feature}/${files}`],
      rules: refused(OTHER_HOUSES, otherFolders('features'), otherFeatures(feature, up)),
    })),
  ),
  {
    files: ['sandbox/**/*.ts'],
    // The demo runs the sandbox and the bot together.
    ignores: ['sandbox/demo/start.ts'],
    rules: refused([
      '^(?:\\.\\./)+(?:src|test|bench)/',
      'The sandbox shares nothing with the bot.',
    ]),
  },
);
