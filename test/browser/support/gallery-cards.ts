import type { Content } from '../../../src/webex/messages.js';
import { MADE } from './made-cards.js';

export interface Shown {
  readonly name: string;
  /** What the picture shows, for the page. */
  readonly title: string;
  readonly say?: string;
  /** Taken before the account is connected. */
  readonly before?: true;
  /** Whose card it is; Alice’s by default. From their first one on their account is connected. */
  readonly person?: string;
  /** A button that opens something in each client for itself. */
  readonly toggle?: string;
  /** Says yes to the role that the words take. */
  readonly consents?: true;
  /** The bot posts it as it is. */
  readonly content?: () => Content;
  /** A recording of hers becomes ready. */
  readonly ready?: boolean;
  /** An input's selector, and what is typed there; “checkbox” ticks the first. */
  readonly fill?: readonly [string, string];
  /** Buttons, one after another. */
  readonly clicks?: readonly (string | RegExp)[];
  /** Stands on the card once it is there. */
  readonly words: RegExp;
}

/** Every card, in the order in which the demo comes to them. */
export const CARDS: readonly Shown[] = [
  { name: 'welcome', title: 'Hello', before: true, words: /./ },
  { name: 'connect', title: 'Connect', before: true, say: 'connect', words: /Connect your/ },
  { name: 'help', title: 'Help', say: 'help', words: /recordings/ },
  { name: 'help-one', title: 'Help about one thing', say: 'help clean up', words: /clean up/ },
  { name: 'unknown', title: 'Words that mean nothing', say: 'hlep', words: /./ },
  { name: 'which-day', title: 'A question about a day', say: 'list 31 april', words: /April|31/ },
  { name: 'list', title: 'A list', say: 'list', words: /as of/ },
  { name: 'list-more', title: 'More… on a row', toggle: 'More…', words: /Details/ },
  { name: 'select', title: 'Select several…', clicks: ['Select several…'], words: /Tick the ones/ },
  { name: 'select-none', title: 'Nothing ticked', clicks: ['Delete…'], words: /Tick/ },
  {
    name: 'select-share',
    title: 'Several to share',
    fill: ['checkbox', ''],
    clicks: ['Share…'],
    words: /Share \d/,
  },
  {
    name: 'select-share-confirm',
    title: 'Before several are shared',
    fill: ['textarea', 'bob@example.com'],
    clicks: ['Next'],
    words: /Gets access/,
  },
  {
    name: 'select-delete',
    title: 'Several to the bin',
    clicks: ['Back', 'Select all', 'Delete…'],
    words: /Move \d+ rec/,
  },
  {
    name: 'follow-up',
    title: 'Going on from a list',
    say: 'same for last month, oldest first',
    words: /the oldest first/,
  },
  {
    name: 'about-yes',
    title: 'A yes, where nothing was asked',
    say: 'yes',
    words: /Nothing is waiting for your answer|Press the button/,
  },
  {
    name: 'list-empty',
    title: 'Nothing found',
    say: 'list about zeppelins',
    words: /o recordings/,
  },
  {
    name: 'long-names',
    title: 'The longest topics',
    say: 'list about "(longest)"',
    words: /as of/,
  },
  { name: 'long-more', title: 'More… on a long row', toggle: 'More…', words: /Details/ },
  { name: 'long-details', title: 'Details', clicks: ['Details'], words: /Recorded/ },
  { name: 'long-share', title: 'Share…', clicks: ['Share…'], words: /Share/ },
  {
    name: 'long-delete',
    title: 'Delete…',
    say: 'delete "設計レビューと録画"',
    words: /Delete “|Which/,
  },
  {
    name: 'long-select',
    title: 'Select several…',
    say: 'list about "(longest)"',
    clicks: ['Select several…'],
    words: /Tick the ones/,
  },
  {
    name: 'long-confirm',
    title: 'The question about several',
    clicks: ['Select all', 'Delete…'],
    words: /Move \d/,
  },
  { name: 'pick', title: 'Which one?', say: 'delete weekly planning', words: /Which/ },
  {
    name: 'details',
    title: 'Details',
    say: 'list',
    clicks: ['More…', 'Details'],
    words: /Recorded/,
  },
  { name: 'download', title: 'Download…', clicks: ['Download…'], words: /links/ },
  {
    name: 'watched',
    title: 'Who watched…',
    clicks: [/Back to the recording/, 'Who watched…'],
    words: /views|watched/,
  },
  {
    name: 'transcript',
    title: 'Transcript',
    clicks: [/Back to the recording/, 'Transcript'],
    words: /Transcript|text/,
  },
  {
    name: 'summary',
    title: 'Summary',
    clicks: [/Back to the recording/, 'Summary'],
    words: /Summary|Action/,
  },
  {
    name: 'share',
    title: 'Share…',
    clicks: [/Back to the recording/, 'Share…'],
    words: /Share/,
  },
  {
    name: 'share-confirm',
    title: 'Before sharing',
    fill: ['textarea', 'bob@example.com, carol.with.a.long.name@subsidiary.example.com'],
    clicks: ['Next'],
    words: /Share “/,
  },
  { name: 'shared', title: 'After sharing', clicks: ['Share'], words: /Shared|share/ },
  {
    name: 'delete',
    title: 'Delete…',
    say: 'list',
    clicks: ['More…', 'Delete…'],
    words: /from the recycle bin/,
  },
  {
    name: 'delete-for-good',
    title: 'Delete permanently…',
    clicks: ['Delete permanently…'],
    words: /permanently\?/,
  },
  {
    name: 'deleted',
    title: 'After a deletion',
    say: 'list',
    clicks: ['More…', 'Delete…', 'Move to recycle bin'],
    words: /Moved/,
  },
  { name: 'undo', title: 'Undo', say: 'undo', words: /Undo|undo/ },
  { name: 'history', title: 'Recent activity', say: 'history', words: /Recent activity/ },
  { name: 'find', title: 'Find', say: 'find', words: /Find recordings/ },
  { name: 'find-more', title: 'More filters', toggle: 'More filters', words: /Find recordings/ },
  { name: 'bin', title: 'The recycle bin', say: 'bin', words: /recycle bin/ },
  { name: 'bin-more', title: 'More… on a row', toggle: 'More…', words: /Details/ },
  {
    name: 'bin-select',
    title: 'Select several…',
    clicks: ['Select several…'],
    words: /recycle bin/,
  },
  {
    name: 'bin-purge',
    title: 'Several for good',
    fill: ['checkbox', ''],
    clicks: ['Delete permanently…'],
    words: /permanently/,
  },
  { name: 'clean-up', title: 'Clean up', say: 'clean up', words: /Clean up recordings/ },
  {
    name: 'clean-up-found',
    title: 'What a clean-up found',
    say: 'clean up older than 60 days',
    words: /recordings found/,
  },
  { name: 'clean-up-review', title: 'Review list', clicks: ['Review list'], words: /Untick/ },
  {
    name: 'clean-up-confirm',
    title: 'The question',
    clicks: ['Done', /^\s*Move .* to the bin…/],
    words: /Move \d+ recordings \(/,
  },
  {
    name: 'clean-up-done',
    title: 'What was moved',
    clicks: ['Yes, move them to the recycle bin'],
    words: /Moved \d+ recordings/,
  },
  {
    name: 'clean-up-none',
    title: 'Nothing to clean up',
    say: 'clean up larger than 900 GB',
    words: /Nothing/,
  },
  {
    name: 'monthly',
    title: 'Ask me each month',
    say: 'ask me each month about recordings older than 180 days',
    words: /Monthly/,
  },
  { name: 'storage', title: 'Storage', say: 'storage', words: /Your recordings use/ },
  { name: 'settings', title: 'Settings', say: 'settings', words: /Your settings/ },
  { name: 'notify', title: 'Notifications', say: 'notify on', words: /otif/ },
  {
    name: 'ready',
    title: 'A recording is ready',
    ready: true,
    words: /ready/,
  },
  { name: 'weekly', title: 'Weekly card', say: 'weekly on', words: /week/ },
  { name: 'remind', title: 'Reminders', say: 'remind on', words: /emind/ },
  { name: 'privacy', title: 'What is kept', say: 'privacy', words: /What I keep/ },
  { name: 'stop', title: 'What comes by itself', say: 'stop', words: /message you/ },
  {
    name: 'about-rename',
    title: 'What it cannot do',
    say: 'rename my recording',
    words: /I can’t do that/,
  },
  { name: 'about-table', title: 'A table', say: 'export my recordings to csv', words: /table/ },
  {
    name: 'about-expiry',
    title: 'When they go',
    say: 'when do recordings expire',
    words: /expire/,
  },
  {
    name: 'about-missing',
    title: 'One is missing',
    say: 'why is my recording missing',
    words: /missing/,
  },
  {
    name: 'about-person',
    title: 'Somebody to talk to',
    say: 'talk to a human',
    words: /Nobody reads/,
  },
  { name: 'whoami', title: 'Account', say: 'whoami', words: /./ },
  {
    name: 'for-others',
    title: 'For somebody else',
    say: 'for bob@example.com list',
    words: /./,
  },
  {
    name: 'behalf',
    title: 'For somebody else',
    person: 'siteadmin@example.com',
    say: 'for bob@example.com list',
    consents: true,
    words: /as of/,
  },
  {
    name: 'officer-list',
    title: 'A compliance officer’s list',
    person: 'officer@example.com',
    say: 'compliance list',
    consents: true,
    words: /as of/,
  },
  {
    name: 'officer-delete',
    title: 'A compliance officer deletes',
    person: 'officer@example.com',
    clicks: ['More…', 'Delete…'],
    words: /eason/,
  },
  ...MADE.map((made) => ({ ...made, words: /./ })),
  { name: 'disconnected', title: 'Disconnected', say: 'disconnect', words: /isconnect/ },
];
