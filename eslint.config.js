import js from '@eslint/js';
import tseslint from 'typescript-eslint';

/** The floors of the house, and what each stands on. No arrow goes up. */
const floors = {
  webex: [],
  store: [],
  recordings: ['webex'],
  accounts: ['webex', 'store'],
  audit: ['store'],
  settings: ['webex', 'store'],
  changes: ['webex', 'recordings', 'accounts', 'audit'],
  bot: ['webex', 'store', 'recordings', 'accounts', 'audit', 'settings'],
  http: ['accounts', 'bot'],
};

const refused = (folders, message) => ({
  'no-restricted-imports': [
    'error',
    // Neighbours within a floor may bear the name of another one: only a way out of it counts.
    { patterns: [{ group: folders.map((folder) => `../**/${folder}/**`), message }] },
  ],
});

export default tseslint.config(
  { ignores: ['dist', 'coverage', 'node_modules', 'data', '.tmp', 'vendor'] },
  js.configs.recommended,
  {
    files: ['**/*.ts'],
    extends: [...tseslint.configs.strictTypeChecked, ...tseslint.configs.stylisticTypeChecked],
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/consistent-type-definitions': ['error', 'interface'],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
    },
  },
  {
    files: ['src/**/*.ts'],
    rules: refused(['sandbox', 'test'], 'src stands on its own.'),
  },
  ...Object.entries(floors).map(([floor, below]) => ({
    files: [`src/${floor}/**/*.ts`],
    rules: refused(
      ['sandbox', 'test', ...Object.keys(floors).filter((f) => f !== floor && !below.includes(f))],
      `src/${floor} does not stand on this.`,
    ),
  })),
  {
    files: ['test/**/*.ts'],
    rules: { '@typescript-eslint/no-unused-expressions': 'off' },
  },
  {
    files: ['**/*.{js,mjs,cjs}'],
    languageOptions: {
      globals: { process: 'readonly', console: 'readonly', URL: 'readonly', fetch: 'readonly' },
    },
  },
);
