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
    cancel: 'Cancel',
    undo: 'Undo',
    trackingId: 'Webex trackingId: {trackingId}',
  },

  query: {},

  list: {},

  recording: {},

  delete: {
    // The question
    question: 'Delete “{topic}”?',
    questionForGood: 'Delete “{topic}” permanently?',
    toTheBin:
      'You can restore it from the recycle bin for 30 days. Deleting permanently can’t be undone.',
    erasesForAll: 'Webex erases it at once. Nobody can bring it back, not even your administrator.',
    erases: 'Webex erases it at once. Nobody can bring it back.',
    endsOn: 'If you leave it in the bin, Webex deletes it on {date} anyway.',
    endsAnyway:
      'If you leave it in the bin, Webex deletes it 30 days after it was moved there anyway.',
    orphaned:
      'Webex no longer knows its host, so it can’t go to anyone’s recycle bin. As an administrator of the site, you can only delete it permanently.',
    move: 'Move to recycle bin',
    moveInstead: 'Move to recycle bin instead',
    deleteForGood: 'Delete permanently…',
    yesForGood: 'Yes, delete permanently',
    alreadyInBin: 'That recording is already in the recycle bin.',
    hostIsKnown:
      'Webex knows the host of that recording after all, so you can act on their behalf. Nothing was done.',
    // The question to a compliance officer
    officerQuestion: 'Delete “{topic}” as a compliance officer?',
    consequence:
      'Its host, and everyone it was shared with, will no longer see it, and that can’t be undone. You and other compliance officers still see it, as purged. The audit keeps the reason. The comment goes to Webex only.',
    reason: 'Reason, for example audit',
    comment: 'Comment: why this recording',
    longest: 'At most {most} characters',
    needsReason: 'A deletion needs a reason.',
    needsComment: 'A deletion needs a comment.',
    missing:
      'Please give a {field, select, reason {reason} other {comment}}: a deletion by a compliance officer needs one.',
    tooLong:
      'The {field, select, reason {reason} other {comment}} is too long by {over}: Webex takes at most {most} characters.',
    tooLongWide:
      'The {field, select, reason {reason} other {comment}} is too long by {over}: Webex takes at most {most} characters (letters beyond A to Z, and emoji, count two to four times).',
    yesOfficer: 'Yes, delete it',
    // The outcome
    theRecording: 'The recording',
    checking:
      'Checking whether “{topic}” {change, select, trash {is in the recycle bin now} restore {is back now} other {is deleted now}}… Webex can take half a minute to show it.',
    restored: 'Restored “{topic}”.',
    deletedForGood: 'Deleted “{topic}” permanently.',
    deletedByOfficer:
      'Deleted “{topic}”. Its host, and everyone whom it was shared with, can no longer see it, and that can’t be undone. You and other compliance officers still see it, as purged, and your download links still work.',
    already:
      '“{topic}” {change, select, trash {is already in the recycle bin} restore {is already back} other {is already deleted permanently}}.',
    gone: '“{topic}” no longer exists: it was deleted permanently.',
    notSeen:
      'Webex accepted the request, but “{topic}” looks unchanged. Give it a moment, refresh the list, then try again.',
    notAgain:
      '“{topic}” {change, select, trash {is not in the recycle bin} restore {is in the recycle bin} other {is not deleted}}. Nothing was changed just now.',
    unsure:
      '{why, select, silent {Webex did not answer} other {Webex has a problem}}, and I couldn’t see whether “{topic}” {change, select, trash {is in the recycle bin now} restore {is back now} other {is deleted now}}. Refresh the list to see it.',
    unchanged:
      '“{topic}” {change, select, trash {was not moved to the recycle bin} restore {was not restored} other {was not deleted}}: nothing was changed. {reason} {advice}',
    showList: 'Show the list',
    // The command
    help: '**delete standup from yesterday** – asks about that recording; **undo** – brings the last one back',
    button: 'Delete…',
  },

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
