// Who may import whom, and below it the rules of .oxlintrc.json, which editors read by themselves.
import { readFileSync, readdirSync } from 'node:fs';

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

/** What a file may not import, each with what it is told. A group is a list of globs: `!` takes out of it. */
const refused = (...patterns) => ({ 'no-restricted-imports': ['error', { patterns }] });

/** Every way up from a file to those folders, however deep it stands. */
const upTo = (...paths) => ({ regex: `^(?:\\.\\./)+(?:${paths.join('|')})` });

const OTHER_HOUSES = { ...upTo('sandbox/', 'test/', 'bench/'), message: 'src stands on its own.' };

/** @param from a folder of src */
function otherFolders(from) {
  const message = `src/${from} may not import this: see MAY_IMPORT in oxlint.config.mjs.`;
  const allowed = MAY_IMPORT[from];
  const others = Object.keys(MAY_IMPORT).filter((to) => to !== from && !allowed.includes(to));
  const part = (to) => allowed.filter((one) => one.startsWith(`${to}/`));
  const whole = others.filter((to) => part(to).length === 0).map((to) => `${to}/`);
  const inPart = others.flatMap((to) =>
    part(to).length === 0 ? [] : [`../${to}/**`, ...part(to).map((one) => `!../${one}/**`)],
  );
  const groups = inPart.length === 0 ? [] : [{ group: inPart, message }];
  return [{ ...upTo(...whole, 'app\\.js$', 'main\\.js$'), message }, ...groups];
}

/**
 * Out of the folder of a feature it goes to `deps.ts`, or to the faces of the few that it may use.
 *
 * @param up the way from the file to the folder of all features
 */
function otherFeatures(feature, up) {
  const allowed = ['list', ...(FEATURES_MAY_IMPORT[feature] ?? [])];
  const faces = allowed.map((one) => `!${up}${one}/index.js`);
  return {
    group: [`${up}**`, `!${up}deps.js`, ...faces, `!${up}../**`],
    message: `features/${feature} may use features/{${allowed.join()}} alone, and those by their index.ts.`,
  };
}

/** A feature that stands in no list above may use the list alone. */
const features = readdirSync(new URL('src/features/', import.meta.url), { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);

export const WALLS = [
  {
    files: ['src/*.ts'],
    rules: refused(OTHER_HOUSES, {
      group: ['./features/**', '!./features/index.js'],
      message: 'Only features/index.ts knows the features.',
    }),
  },
  ...Object.keys(MAY_IMPORT).map((folder) => ({
    files: [`src/${folder}/**/*.ts`],
    rules: refused(OTHER_HOUSES, ...otherFolders(folder)),
  })),
  ...features.flatMap((feature) =>
    [
      ['*.ts', '../'],
      ['*/*.ts', '../../'],
    ].map(([files, up]) => ({
      files: [`src/features/${feature}/${files}`],
      rules: refused(OTHER_HOUSES, ...otherFolders('features'), otherFeatures(feature, up)),
    })),
  ),
  {
    files: ['sandbox/**/*.ts'],
    // The demo runs the sandbox and the bot together.
    excludeFiles: ['sandbox/demo/start.ts'],
    rules: refused({
      ...upTo('src/', 'test/', 'bench/'),
      message: 'The sandbox shares nothing with the bot.',
    }),
  },
];

const rules = JSON.parse(readFileSync(new URL('.oxlintrc.json', import.meta.url), 'utf8'));

export default { ...rules, overrides: [...rules.overrides, ...WALLS] };
