/**
 * Everything that people read of the bot, in English: messages in ICU's format ({gaps}, plural, select),
 * by the part that says them. Another language is a file like this one, typed as `Locale`. Asterisks and
 * the like are Webex's Markdown; what fills a gap has been escaped by who fills it.
 */
export const en = {
  common: {
    tryAgain: 'Try again',
    connectAgain: 'Connect again',
    andMore: 'and {count} more',
  },

  query: {},

  list: {},

  recording: {},

  delete: {},

  share: {
    // The form
    title: 'Share “{topic}”',
    explanation: 'Up to 100 addresses in each field. Webex doesn’t tell me who already has access.',
    add: 'Share with (email addresses)',
    addExample: 'alex@example.com, bo@example.com',
    remove: 'No longer share with (email addresses)',
    tell: 'Email them a link',
    next: 'Next',
    formHint: 'Use the card to say who gets access and who loses it.',
    // What is wrong with it
    nobody: 'Write at least one address.',
    notAddresses: 'Not an email address: {words}.',
    tooMany: 'Webex takes {most} addresses in each field at a time. Please split them up.',
    noRoom: 'That’s more addresses than I can take at a time. Please split them up.',
    inBoth: 'In both fields: {addresses}.',
    // The question
    question: 'Share “{topic}”?',
    gets: '**Gets access:** {people}',
    loses: '**Loses access (unless they have it another way):** {people}',
    willEmail: 'Webex will email them a link.',
    noEmail: 'Nobody gets an email.',
    share: 'Share',
    stop: 'Stop sharing',
    change: 'Change',
    // The outcome
    shared: 'Shared “{topic}”',
    stopped: 'Stopped sharing “{topic}”',
    with: '**With:** {people}',
    noLongerWith: '**No longer with:** {people}',
    emailing: 'Webex is emailing them.',
    askedTwice:
      'I had to ask Webex twice, the second time without an email: they may not have got one.',
    unsure: 'I couldn’t see whether “{topic}” was shared',
    unchanged: 'Sharing of “{topic}” was not changed',
    harmless: 'Trying again does no harm, but people may get the email twice.',
    onlyHost: 'Only its host can share it',
    askHost: '“{topic}” was shared with you. Ask its host to share it with others.',
    // The command
    help: '**share standup with bob@example.com** – a form; I share nothing before you confirm',
    button: 'Share…',
  },

  find: {},

  bulk: {},

  cleanUp: {},

  bin: {},

  storage: {},

  history: {},

  notify: {},

  settings: {},

  help: {},

  account: {},

  forOthers: {},

  connect: {},

  bot: {},

  errors: {},
} as const;
