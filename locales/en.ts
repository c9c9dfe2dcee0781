/**
 * Everything that people read of the bot, in English: messages in ICU's format ({gaps}, plural, select),
 * by the part that says them. Another language is a file like this one, typed as `Locale`. Asterisks and
 * the like are Webex's Markdown; what fills a gap has been escaped by who fills it.
 */
export const en = {
  common: {
    pressHint:
      'To answer, press a button on the card: words alone change nothing. If you see no buttons, open this space in the Webex app, or in a browser at web.webex.com.',
    readingsHint: 'Without cards, write one of these: {lines}',
    tryAgain: 'Try again',
    connectAgain: 'Connect again',
    andMore: 'and {count} more',
    cancel: 'Cancel',
    undo: 'Undo',
    watch: 'Watch',
    details: 'Details',
    settings: 'Settings',
    trackingId: 'Webex trackingId: {trackingId}',
    oneMoment: 'One moment…',
    showList: 'Show my recordings',
    showBin: 'Show the recycle bin',
    hostedBy: 'hosted by {host}',
    busy: 'Webex is busy; going on in {seconds, plural, one {1 second} other {{seconds} seconds}}.',
    seconds: '{seconds} s',
    minutes: '{minutes} min',
    hours: '{hours} h',
    hoursMinutes: '{hours} h {minutes} min',
    kilobytes: '{size} kB',
    megabytes: '{size} MB',
    gigabytes: '{size} GB',
    back: 'Back',
    cleanUp: 'Clean up…',
    restore: 'Restore',
    stopAsking: 'Stop asking',
    recordings: '{count, plural, one {# recording} other {# recordings}}',
    recordingsOf: '{count, plural, one {# recording} other {# recordings}} ({size})',
    brokeOff: 'Webex’s list broke off: there may be more.',
    noneToShow: 'I found no recordings that I can show',
    delete: 'Delete…',
    deleteForGood: 'Delete permanently…',
    backToRecording: '« Back to the recording',
    password: 'Password',
    passwordIs: 'Password:',
    meetingId: 'Meeting ID',
    format: 'Format',
    formatName: '{format, select, UPLOADED {Uploaded} other {{format}}}',
    site: 'Site',
    topicContains: 'Topic contains',
    moreConditions: 'More conditions',
    notUnderstood: 'I didn’t understand “{said}”.',
    sendWeekly: 'Send it every week',
    didYouMean: 'Did you mean “{said}”?',
    selectSeveral: 'Select several…',
    stopWeekly: 'Turn off the weekly card',
  },

  // Patterns in src/query/ read the English of a sentence again, as the same query: keep them in step.
  query: {
    // What is listed
    recordings: 'recordings',
    yourRecordings: 'your recordings',
    yourBin: 'your recycle bin',
    ofKind: '{kinds} recordings',
    purged: 'purged',
    format: '{format, select, UPLOADED {uploaded} other {{format}}}',
    kind: '{kind, select, training {training} webinar {webinar} event {event} other {support}}',
    inBin: 'in the recycle bin',
    of: 'of {name}',
    about: 'about {topics}',
    except: 'except {topics}',
    or: '{before} or {last}',
    and: '{before} and {last}',
    on: 'on {site}',
    onSite: 'on site {site}',
    ofMeeting: 'of meeting id {id}',
    tagged: 'tagged {tag}',
    ofLink: 'of the link {id}',
    shared:
      '{shared, select, mine {that {whose, select, own {you} other {they}} host} other {shared with {whose, select, own {you} other {them}}}}',
    hostedBy: 'hosted by {host}',
    notHostedBy: 'not hosted by {host}',
    views:
      '{views, select, never {that nobody watched or downloaded} watched {that somebody watched or downloaded} streamed {that somebody watched but nobody downloaded} downloaded {that somebody downloaded} other {that nobody downloaded}}',
    transcript: '{transcript, select, with {with} other {without}} a transcript',
    largerThan: 'larger than {size}',
    smallerThan: 'smaller than {size}',
    longerThan: 'longer than {length}',
    shorterThan: 'shorter than {length}',
    hours: '{count, plural, one {1 hour} other {{count} hours}}',
    minutes: '{count, plural, one {1 minute} other {{count} minutes}}',
    seconds: '{count, plural, one {1 second} other {{count} seconds}}',
    // Of which time, in which order, how many
    inTime: '{recordings}, {time}',
    allInTime: '{recordings} {time}',
    lastDays: 'from the last {days, plural, one {24 hours} other {{days} days}}',
    lastYear: 'from the last 12 months',
    ofAllTime: 'of all time',
    before: 'before {time}',
    since: 'since {time}',
    onDay: 'on {day}',
    hoursOn: 'on {day} from {from} to {to}',
    fromTo: 'from {from} to {to}',
    within: 'in {time}',
    sortedBy:
      'the {sort, select, newest {newest} oldest {oldest} largest {largest} smallest {smallest} longest {longest} other {shortest}} first',
    top: 'top {limit}',
    theOne:
      'the {sort, select, newest {newest} oldest {oldest} largest {largest} smallest {smallest} longest {longest} other {shortest}} one',
    // What cannot be listed
    countOutOfRange: 'I can list 1 to {most} recordings at a time.',
    noTime:
      '{problem, select, future {That is in the future: recordings are of the past.} backwards {The first day comes after the last one.} other {That is more than ten years ago: I don’t look further back.}}',
    purgedNeedsMeeting:
      'Webex lists purged recordings to compliance officers only, and of one meeting: give its id, too.',
    siteLeftOut: 'When you search by meeting, Webex ignores the site, so I left it out.',
    cannotLeaveOut:
      'I can look for recordings like that, not leave them out. Choose what you want to see.',
    cannotLeaveOutBoth: 'I can leave out one of these, not both. Choose what you want to see.',
    whichSite: 'I know sites by their whole address. Choose “{site}” below, in More filters.',
    zoneFixed: 'Times are in your own time zone; “timezone {zone}” changes that.',
    cannotSort:
      'I can sort by date, size and length only: newest, oldest, largest, smallest, longest or shortest first.',
    cannotGroup: 'A list has a row for each recording. “storage” counts them by month and by site.',
    cannotCountViews:
      'I can’t list by “{said}”: Webex reports how often for each recording by itself. What comes nearest?',
    whoTookPart: 'Webex’s lists don’t tell who took part (“{said}”). Which recordings?',
    onlyTopics:
      'I know what recordings are called, not what is said in them: their transcripts have that. Is “{said}” in the topic?',
    sharesNotTold:
      'Webex doesn’t tell me with whom you have shared a recording. “Share…” in its details gives access and takes it away.',
    rowsOfPage: 'A card has room for {rows} recordings at a time; Next shows more.',
    lostHours: 'I can look at the hours of one day only, so all hours of these days are here.',
    daysBetween: 'I can look at one span of time only, so the days between are here, too.',
    viewedAnyTime:
      'The time is when they were recorded. I can’t list by when somebody watched them.',
    olderViews:
      'Webex reports who watched for one year back only, so older recordings are left out.',
    unknownMeeting:
      'Webex knows no meeting of yours with the number {number}. Look for its topic or its day instead.',
    meetingNumber:
      '{number} is a meeting number, and Webex finds recordings by the ID of a meeting only. Look for the meeting’s topic or its day instead; the details of any recording that you find lead to the others of that meeting. Whoever runs this bot can let me look up meetings by their number, too: that takes the permission meeting:schedules_read.',
    // Questions about what was not understood
    notADate: '{said} is not a date. Which day?',
    whichDays: 'Which days are “{said}”? Choose, or write dates.',
    oneOfBoth: 'I can’t list “{said}” together. Which?',
    whichOfBoth: '“{one}” and “{other}” are different days. Which?',
    cannotFilter: 'I can’t filter by “{said}”: Webex’s lists don’t tell. Is it in the topic?',
    summaryNotTold:
      'Webex’s lists don’t tell which recordings have a summary: “Summary” in the details of each does. Is “{said}” in the topic?',
    whichUnit: '{said}: {number} what?',
    hoursTurned: '“{said}” ends before it begins. Which hours?',
    isItADate: 'Is {said} a date?',
    isItATime: 'Is {said} a time?',
    notATime:
      'I can’t read {said} as a time here. Write hours like **at 15:30** or **from 14:00 to 15:30**. Or is it in the topic?',
    yesDate: 'Yes, a date',
    yesTime: 'Yes, a time',
    howOld: 'How old is “{said}”?',
    whichAge: '{said}: older than that, or since then?',
    noTopic: 'No, in the topic',
    inTheTopic: 'I don’t understand “{said}”. Is that in the topic?',
    yesTopic: 'Yes, in the topic',
    leaveOut: 'No, leave it out',
    moreOrLess: '{said}: more or less than that?',
    eitherOf: 'I can’t list “{one}” and “{other}” in one list, only what is both. Which?',
    cannotCompare: 'I can’t compare with another recording (“{said}”). What do you want to see?',
    unknownZone: 'I don’t know the time zone of “{said}”.',
    inOwnZone: 'In my own time',
    whose: 'Whose recordings are “{said}”? Administrators can look for everyone’s.',
    everyones: 'Everyone’s',
  },

  list: {
    // Above the rows
    range: '{from}–{to} of {total}',
    inAll: '{count} in all',
    counting: 'counting…',
    asOf: 'as of {time}',
    unread: '{count, plural, one {# recording} other {# recordings}} could not be read',
    brokeOff: 'Webex’s list broke off here: there may be more',
    viewsNotTold: 'Webex doesn’t report who watched, so all are here',
    transcriptsNotTold: 'Webex doesn’t tell me which have a transcript, so all are here',
    transcriptsPermission:
      'To filter by transcript I need one more permission (meeting:transcripts_read). If you connected a while ago, connect again; if that doesn’t help, your site’s administrator doesn’t allow it.',
    hostless:
      '{count, number} left out: Webex doesn’t tell who hosts {count, plural, one {it} other {them}}. I see your own recordings, and those shared with you',
    unsure:
      '{count, number} left out: Webex doesn’t tell whether {count, plural, one {it has} other {they have}} a transcript',
    untold:
      '{count, number} left out: Webex doesn’t tell who watched {count, plural, one {it} other {them}}',
    moved: 'Moved “{topic}” to the recycle bin. You can restore it until {date}.',
    undoOne: 'Undo “{topic}”',
    takenFrom: 'From this list: {list}',
    whichHost: 'Whose recordings?',
    oneHost: 'Webex lists the recordings of one host at a time.',
    allOfHost: 'For all recordings of somebody else, write **for bob@example.com list**.',
    leftAside: 'I didn’t understand “{said}”, so I left it out.',
    // A row
    untitled: 'Untitled recording',
    shared: 'shared with you',
    sharedBy: 'shared with you, hosted by {host}',
    opened: '{views, plural, one {opened once} other {opened # times}}',
    daysLeft: '{days, plural, one {1 day left} other {{days} days left}}',
    more: 'More…',
    // In place of the rows
    none: '{whose, select, own {You have} other {There are}} no recordings{time, select, all {} wide { in this time} other { in this time: a wider search may find some}}.',
    noneSuch:
      'There are no {which, select, such {such recordings} other {recordings}}{about, select, topic { about {topic}} other {}}{place, select, bin { in the recycle bin} other {}}{time, select, all {} wide { in this time} other { in this time: a wider search may find some}}.',
    noneOf:
      'There are no recordings {how, select, hosted {hosted by} other {of}} “{name}”{time, select, all {} wide { in this time} other { in this time: a wider search may find some}}.{whose, select, own { I see your own recordings, and those that others shared with you.} other {}}',
    noneTagged:
      'There are no recordings with this tag in this time. Webex shows a tag only to the integration that made it.',
    noneInBin:
      'The recycle bin holds nothing of this time{time, select, usual {: a wider search may find some} other {}}.',
    binEmpty: 'The recycle bin is empty.',
    // Below them
    newer: 'Newer',
    older: 'Older',
    larger: 'Larger',
    smaller: 'Smaller',
    longer: 'Longer',
    shorter: 'Shorter',
    earlier: 'Earlier dates',
    later: 'Later dates',
    earlierDays: 'Earlier {days, plural, one {1 day} other {{days} days}}',
    laterDays: 'Later {days, plural, one {1 day} other {{days} days}}',
    searchYear: 'Search the last 12 months',
    searchAll: 'Search all dates',
    dropTopic: 'Drop {topic}',
    dropTopics: 'Drop these words',
    refresh: 'Refresh',
    changeSearch: 'Change search…',
    // A search that takes long, or failed
    searching: 'Searching recordings…',
    searchingYours: 'Searching your recordings…',
    soFar: '{found} found so far.',
    soFarBackTo: '{found} found so far, back to {month}.',
    willAppear: 'The list will appear here.',
    follows: 'Webex needs a little longer for your list. It will appear here.',
    notNow: 'Webex couldn’t give me the list right now.',
    show: 'Show the list',
    cancelled: 'Search cancelled',
    quicker: 'A search is quicker with a shorter time span or a topic.',
    searchAgain: 'Search again',
    last30Days: 'Last 30 days',
    // A recording that was described
    isItThis: 'Is it this one?',
    whichOne: 'Which one?',
    showAll: 'Show them all',
    hint: 'Without cards, write for example **open 2**, or **next page**.',
    pickHint: 'Without cards, write for example **{verb} the second one**.',
    noSuch: 'I found no such recording',
    // What nobody understands, and names that are near to what was said
    stillOpen:
      'My last question is still open: press one of its buttons, or ask for something else.',
    nearest: 'I looked for the name that is nearest to your words: “{name}”.',
    byNearest: 'this is nearest to your words',
    notThenButNear: 'none of that time is called so; this is nearest to your words',
    nearestOnes: 'I looked for the names that are nearest to your words.',
    notThen:
      'I found none of that time. These have the nearest name, and are of the last 12 months.',
    onlyEarlier: 'Nothing of it in the last 30 days, so I looked through the last 12 months.',
    noneCalled: 'Nothing of the last 12 months is called “{said}”, so I left that out.',
    binWithout: 'Nothing in your recycle bin is called “{said}”. This is all that is in it.',
    noneCalledAll: 'Nothing is called “{said}”, so I looked for “{topic}”.',
    nearInBin: 'In your recycle bin there is something of that name:',
    nearInList: 'It is not in the recycle bin. In your list there is something of that name:',
    nearNames: 'Some recordings have names that are near to your words:',
    onCard: 'You are looking at “{topic}”. What would you like to see of it?',
    onList:
      'You are looking at this list: {list}. Say what to change, such as **only last week**, **largest first** or **about budget**, or **open 2**.',
    findTitle: 'Search for “{title}”',
    lookedFor: 'I looked for: {searched}.',
    onlyItsHost: 'Only its host can do that',
    sharedWithYou:
      '“{topic}” is shared with you: you can watch it, and not share, delete or restore it.',
    // Questions about words
    sameAsWhat: 'Same as which list?',
    sayWhole:
      'I don’t have your last list at hand. Write it whole, such as **list weekly planning last month, oldest first**.',
    pressOrWrite: 'Press what you mean, or write it in other words.',
    // The command
    help: '**list** – your recordings of the last 30 days; **list 20** – the latest 20 of them',
  },

  recording: {
    // The card
    open: 'Open',
    download: 'Download…',
    whoWatched: 'Who watched…',
    transcript: 'Transcript',
    summary: 'Summary',
    others: 'Other recordings of this meeting',
    backToList: '« Back to the list',
    inBin:
      'It is in the recycle bin. Webex deletes it 30 days after it was moved there, unless you restore it.',
    inBinUntil: 'It is in the recycle bin. Webex deletes it on {date}, unless you restore it.',
    purged: 'It was deleted permanently. Only compliance officers still see it.',
    sharedWithYou: 'Shared with you: you can watch it. Only its host can change or share it.',
    accessNotTold: 'Webex doesn’t tell me who already has access.',
    recorded: 'Recorded',
    ready: 'Ready',
    length: 'Length',
    size: 'Size',
    kind: 'Kind',
    service:
      '{kind, select, meeting {Meeting} event {Event} support {Support session} other {Training session}}',
    host: 'Host',
    tags: 'Tags',
    gone: 'Webex no longer shows that recording: it was deleted permanently, or you can no longer see it.',
    // Downloads
    downloads: 'Download “{topic}”',
    video: 'Video',
    audio: 'Audio',
    linksUntil: 'The links work until {time}. After that, get new ones here.',
    linksFor3Hours: 'The links work for three hours at most. After that, get new ones here.',
    linksOpen: 'Anyone who has the links can use them without signing in. Share them with care.',
    linksHint: 'The links are on the card.',
    detailsHint:
      'Without cards, write for example **who watched it**, **transcript of it**, **share it** or **delete it**.',
    noDownload: 'You can’t download this recording: its host or your site doesn’t allow it.',
    noDownloadAdvice: 'Its host can change that on the recording’s page on the Webex site.',
    // Who watched it
    watchedBy: 'Who watched “{topic}”',
    used: '{least, select, yes {At least } other {}}{seen, select, views {{views, plural, one {{views} view} other {{views} views}}} downloads {{downloads, plural, one {{downloads} download} other {{downloads} downloads}}} other {{views, plural, one {{views} view} other {{views} views}} and {downloads, plural, one {{downloads} download} other {{downloads} downloads}}}} by {people, plural, one {{people} person} other {{people} people}} {age, select, young {so far} other {in the last {days} days}}.',
    nobody:
      '{age, select, young {Nobody has watched or downloaded it yet.} other {Nobody watched or downloaded it in the last {days} days.}}',
    nobodyFound:
      'I found nobody who watched or downloaded it {age, select, young {so far} other {in the last {days} days}}, but I couldn’t read the whole report.',
    latest: '{count, plural, one {The latest:} other {The latest ones:}}',
    someAccesses: 'Some of them:',
    access:
      '{time} – {who} {how, select, both {watched and downloaded} watched {watched} downloaded {downloaded} other {opened}} it',
    somebody: 'Somebody',
    notReported: 'Webex doesn’t let me see who watched it.',
    notReportedAdvice:
      'The administrator of your Webex site can allow recording reports for you, with the permission meeting:recordings_read, or meeting:admin_recordings_read for the recordings of others.',
    // What was said
    transcriptOf: 'Transcript of “{topic}”',
    nearest: 'The meeting has {count} transcripts; this one began nearest to the recording.',
    empty: 'It is empty.',
    firstLines: 'These are the first {count} of {all} lines.',
    sendText: 'Send as text',
    sendTimes: 'Send with times (.vtt)',
    theTranscript: 'The transcript of “{topic}”.',
    transcriptFile: 'transcript-{name}.{format}',
    sent: 'I sent it to our 1:1 space.',
    noTranscript: 'Webex has no transcript of this meeting for you.',
    noTranscriptWhy:
      'Webex makes one only if captions or the AI assistant were on, and it can take a while.',
    summaryOf: 'Summary of “{topic}”',
    toDo: '**To do**',
    summaryCut: 'The rest is on your Webex site.',
    byAi: 'Written by Webex’s AI, which can make mistakes.',
    noSummary: 'Webex has no summary of this meeting for you.',
    noSummaryWhy: 'Webex writes one only if the AI assistant was on, and it can take a while.',
    noSummaryForOthers:
      'Webex gives a summary only to people who were in the meeting, not to others on their behalf.',
    notPermitted:
      '{of, select, transcripts {Webex doesn’t let me read transcripts for you} other {Webex doesn’t let me read summaries for you}}',
    mayLack:
      'If you connected a while ago, connect again: this permission may be missing ({scope}).',
    siteForbids: 'If that doesn’t help, the administrator of your Webex site doesn’t allow it.',
    // The commands
    watchHelp:
      '**watch weekly planning from yesterday** – that recording, with everything about it',
    downloadHelp: '**download the last recording** – its links, which work for some hours',
    transcriptHelp: '**transcript of weekly planning from yesterday** – what was said',
    summaryHelp: '**summary of weekly planning from yesterday** – Webex’s summary of the meeting',
    watchedHelp: '**who watched my last recording** – names, as far as Webex reports them',
  },

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
    yesForGood: 'Yes, delete permanently',
    alreadyInBin: 'That recording is already in the recycle bin.',
    hostIsKnown:
      'Webex knows the host of that recording after all, so you can act on their behalf. Nothing was done.',
    // The question to a compliance officer
    officerQuestion: 'Delete “{topic}” as a compliance officer?',
    consequence:
      'Its host and everyone it was shared with will no longer see it, and that can’t be undone. Compliance officers still see it, as purged. My audit keeps the reason; the comment goes to Webex only.',
    reason: 'Reason, for example audit',
    comment: 'Comment: why this recording',
    longest: 'At most {most} characters',
    needsReason: 'A deletion needs a reason.',
    needsComment: 'A deletion needs a comment.',
    missing:
      'Add a {field, select, reason {reason} other {comment}}: to delete as a compliance officer takes one.',
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
      'Deleted “{topic}”. Its host, and everyone it was shared with, can no longer see it, and that can’t be undone. You and other compliance officers still see it, as purged, and your download links still work.',
    already:
      '“{topic}” {change, select, trash {is already in the recycle bin} restore {is already back} other {is gone already: it was deleted permanently, or you can no longer see it}}.',
    gone: 'Webex no longer shows “{topic}”: it was deleted permanently, or you can no longer see it.',
    askedLongAgo:
      '**I asked you this a while ago.** Nothing was deleted. This is how it is now: do you still want to delete it?',
    restoredSince: '**It was restored since you were asked.** Nothing was deleted.',
    notSeen:
      'Webex accepted the request, but “{topic}” looks unchanged. Give it a moment, refresh the list, then try again.',
    notAgain:
      '“{topic}” {change, select, trash {is not in the recycle bin} restore {is in the recycle bin} other {is not deleted}}. Nothing was changed just now.',
    unsure:
      '{why, select, silent {Webex didn’t answer} other {Webex has a problem}}, and I couldn’t see whether “{topic}” {change, select, trash {is in the recycle bin now} restore {is back now} other {is deleted now}}. Refresh the list to see it.',
    unchanged:
      '“{topic}” {change, select, trash {was not moved to the recycle bin} restore {was not restored} other {was not deleted}}: nothing was changed. {reason} {advice}',
    // The command
    help: '**delete weekly planning from yesterday** – asks about that recording',
  },

  share: {
    // The form
    title: 'Share “{topic}”',
    titleMany: 'Share {what}',
    tick: 'Tick the recordings to share.',
    tooManyTicked:
      'I share up to {most} recordings at a time. Untick some, and share those afterwards.',
    explanation: 'Up to 100 addresses in each field. Webex doesn’t tell me who already has access.',
    add: 'Share with (email addresses)',
    addExample: 'alex@example.com, bo@example.com',
    remove: 'No longer share with (email addresses)',
    noEnd:
      'Sharing has no end date at Webex: they can see it until you stop sharing (**unshare**).',
    downloading:
      'Whether they can download it is not mine to choose: your Webex site decides that, on the recording’s page there.',
    noNote: 'Webex writes the email with the link: I can’t add a message of yours.',
    endless: 'How long it is shared',
    tell: 'Email them a link',
    next: 'Next',
    formHint: 'Use the card to say who gets access and who loses it.',
    // What is wrong with it
    nobody: 'Write at least one address.',
    notAddresses: 'Not an email address: {words}.',
    whichAddress:
      '{count, plural, one {Which email address does {names} have? Write it to me, or fill it in.} other {Which email addresses do these have: {names}? Write them to me, or fill them in.}}',
    tooMany: 'Webex takes {most} addresses in each field at a time. Share with some of them first.',
    noRoom: 'That’s more addresses than I can take at a time. Share with some of them first.',
    inBoth: 'In both fields: {addresses}.',
    // The question
    question: 'Share “{topic}”?',
    questionMany: 'Share {what}?',
    gets: '**Gets access:** {people}',
    loses: '**Loses access (unless they have it another way):** {people}',
    willEmail: 'Webex will email them a link.',
    willEmailMany: 'Webex will email them a link to each recording.',
    noEmail: 'Nobody gets an email.',
    share: 'Share',
    stop: 'Stop sharing',
    change: 'Change',
    // The outcome
    shared: 'Shared “{topic}”',
    stopped: 'Stopped sharing “{topic}”',
    takeBack: 'Stop this sharing…',
    sharedMany: 'Shared {what}',
    stoppedMany: 'Stopped sharing {what}',
    noneShared: 'Sharing was not changed',
    unsureMany:
      'I couldn’t see whether {count, plural, one {# recording was} other {# recordings were}} shared',
    with: '**With:** {people}',
    noLongerWith: '**No longer with:** {people}',
    emailing: 'Webex is emailing them.',
    askedTwice:
      'I had to ask Webex twice, the second time without an email: they may not have got one.',
    unsure: 'I couldn’t see whether “{topic}” was shared',
    unchanged: 'Sharing of “{topic}” was not changed',
    harmless: 'Trying again does no harm, but people may get the email twice.',
    // The command
    help: '**share weekly planning with bob@example.com** – a form; I share nothing before you confirm',
    button: 'Share…',
  },

  find: {
    title: 'Find recordings',
    any: 'any',
    from: 'From',
    until: 'Until',
    days: 'Dates use your time zone, {zone}. Change it in Settings.',
    moreFilters: 'More filters',
    siteExample: 'all, or for example acme.webex.com',
    allSites: 'All sites',
    order: 'Order',
    newest: 'Newest first',
    oldest: 'Oldest first',
    largest: 'Largest first',
    smallest: 'Smallest first',
    longest: 'Longest first',
    shortest: 'Shortest first',
    howMany: 'How many',
    atMost: 'At most {count}',
    service: 'Service',
    anyChoice: 'Any',
    where: 'Where',
    kept: 'My recordings',
    inBin: 'The recycle bin',
    purged: 'Purged (for compliance officers)',
    tag: 'Integration tag',
    // Read as words, like all that people write
    conditionsExample: 'over 500 MB, shared with me',
    search: 'Search',
    reset: 'Reset',
    hint: 'This form needs a Webex app that shows cards. Or search in words: **find weekly planning last month**, **mp4 since 1 Oct, largest first**.',
    // What is wrong with it
    writeDates: 'Write dates like 2026-10-31.',
    writeSites: 'Write sites like acme.webex.com.',
    writeMeetingId: 'A meeting ID is a long one with letters and digits.',
    // The command
    help: '**find** – a search form; or in words: **find weekly planning last month**, **mp4 since 1 Oct, the largest first**',
  },

  bulk: {
    // What is looked for
    hosted: '{who, select, you {Recordings that you host} other {Recordings that they host}}',
    allHosted:
      '{who, select, you {All recordings that you host} other {All recordings that they host}}',
    inBin:
      '{who, select, you {Recordings in your recycle bin} other {Recordings in their recycle bin}}',
    deletedIn: 'moved there with me {when} (Webex doesn’t tell when others were deleted)',
    olderDays: 'older than {age, plural, one {{age} day} other {{age} days}}',
    olderMonths: 'older than {age, plural, one {{age} month} other {{age} months}}',
    larger: 'larger than {size}',
    inTopic: 'with “{topic}” in their topic',
    unwatched: 'that nobody ever watched or downloaded',
    onSite: 'on {site}',
    inUtc: '{when} (UTC)',
    somebodyElse: 'somebody else',
    // The search
    looking:
      '{who, select, you {Looking through your recordings…} other {Looking through their recordings…}}',
    searchPaused: 'Search paused',
    searchStopped: 'Search stopped',
    checkedSoFar:
      'Checked {count, plural, one {# recording} other {# recordings}} so far: {found, number} match.',
    nothingYet: 'Nothing has changed yet.',
    // What it found
    found: '{count, plural, one {# recording} other {# recordings}} found',
    foundOf: '{count, plural, one {# recording} other {# recordings}} found: {size}',
    checked: '{what}. I checked {count, plural, one {# recording} other {# recordings}}.',
    checkedInVain:
      '{what}: none found. I checked {count, plural, one {# recording} other {# recordings}}.',
    lookedAgain:
      '**I looked again, because you were asked a while ago: some have changed since.** Nothing has been moved yet.',
    selected: '**Selected: {what}**',
    noSite: 'no site',
    oldestAndLargest: 'Oldest and largest: {recording}',
    oldest: 'Oldest: {recording}',
    largest: 'Largest: {recording}',
    unwatchedNotTold:
      '**Webex doesn’t tell me who watched these recordings, so this list includes watched ones.** If your site allows reports, connecting your account again can help.',
    viewsNotTold:
      '**Webex doesn’t tell me who watched these recordings, so this list includes all of them.** If your site allows reports, connecting your account again can help.',
    transcriptsNotTold:
      '**Webex doesn’t tell me which of these have a transcript, so this list includes all of them.** If they are your own, connecting your account again can help.',
    transcriptUnsure:
      '{count, plural, one {# recording} other {# recordings}} left out: Webex doesn’t tell whether {count, plural, one {it has} other {they have}} a transcript.',
    viewsTooOld:
      '{count, plural, one {# recording} other {# recordings}} from more than a year ago {count, plural, one {is} other {are}} left out: Webex doesn’t report views that far back.',
    viewsUntold:
      '{count, plural, one {# recording} other {# recordings}} left out: Webex doesn’t tell who watched {count, plural, one {it} other {them}}.',
    unread:
      '{count, plural, one {# recording} other {# recordings}} could not be read, and won’t be changed.',
    unchangedYet: 'Nothing has changed yet. Review the list to untick recordings you want to keep.',
    eachMonth: 'I ask you about these each month. I delete nothing unless you confirm.',
    toBin: 'Move {count, plural, one {# recording} other {# recordings}} to the bin…',
    review: 'Review list',
    getList: 'Get the list as a file',
    changeRule: 'Change the rule',
    anotherRule: 'Another rule',
    askMonthly: 'Ask me every month',
    emptyBin:
      '{who, select, you {There is nothing in your recycle bin} other {There is nothing in their recycle bin}}',
    nothingToCleanUp: 'Nothing to clean up',
    nothingChanged: 'Nothing was changed',
    // The checkboxes
    select: 'Select recordings',
    selectedOf:
      '{count, number} of {all, number} selected{size, select, none {} other { · {size}}}',
    binHolds:
      '{who, select, you {In your recycle bin: {what}} other {In their recycle bin: {what}}}',
    rangeToKeep:
      '{from, number}–{to, number} of {all, number}, oldest first. Untick the ones you want to keep.',
    rangeInBin:
      '{from, number}–{to, number} of {all, number}, oldest first. Tick the ones you want to restore{alone, select, yes {} other { or delete}}.',
    rangeToTick: '{from, number}–{to, number} of {all, number}. Tick the ones you want.',
    noneThere: 'There are no recordings in this list.',
    noneYours: 'You can’t change any of these recordings.',
    leftOut:
      '{count, plural, one {I left out one that you can’t change.} other {I left out # that you can’t change.}}',
    tickToRestore: 'Tick the recordings to restore.',
    noneOfThese: 'None of these is “{said}”, so those ticks stay as they were.',
    tickToDelete: 'Tick the recordings to delete.',
    notShown: 'A recording that Webex can’t show right now',
    pageBack: '‹ Back',
    pageNext: 'Next ›',
    selectAll: 'Select all',
    selectNone: 'Select none',
    getFile: 'Get as a file',
    ticked: 'Done',
    restore: 'Restore…',
    oneHostOnly: 'Several at once work for one person only',
    nameOne:
      'Name one person, as in **for bob@example.com clean up**. For everyone on a site, I change one recording at a time, so that you see each. Nothing was changed.',
    officerOneByOne:
      'A compliance officer deletes one recording at a time, each with its reason: write **compliance list**. Nothing was changed.',
    // The question
    question:
      '{change, select, trash {Move {what} to the recycle bin?} restore {Restore {what}?} other {Delete {what} permanently?}}',
    namesAndMore: '{names} and {count, number} more',
    consequence:
      '{change, select, trash {You can restore {count, plural, one {it} other {them}} from the recycle bin for 30 days. Then Webex deletes {count, plural, one {it} other {them}}.} restore {{count, plural, one {This brings it back to where it was before.} other {This brings them back to where they were before.}}} other {Webex erases {count, plural, one {it} other {them}} at once. Nobody can bring {count, plural, one {it} other {them}} back, not even your administrator.}}',
    typeCount: 'Type {count, number} to delete {count, plural, one {it} other {them}}',
    howMany: 'how many',
    typeNumber: 'Type the number of recordings',
    yes: '{change, select, trash {Yes, move {count, plural, one {it} other {them}} to the recycle bin} restore {Yes, restore {count, plural, one {it} other {them}}} other {Yes, delete {count, plural, one {it} other {them}} permanently}}',
    askedLongAgo:
      '**I asked you this a while ago.** Nothing was done yet. Is it still what you want?',
    selectionChanged: '**Your selection has changed since then.** Nothing was done.',
    wrongNumber: '**That doesn’t match. Type {count, number} to confirm.** Nothing was deleted.',
    notForThese: 'That doesn’t work for these recordings.',
    nothingSelected: 'Nothing is selected.',
    noEmptying:
      'Emptying the whole recycle bin is switched off here. Untick the ones you want to keep, or delete them one by one.',
    nothingWasChanged: 'Nothing was changed.',
    // The change
    doing:
      '{change, select, trash {Moving to the recycle bin: {over, number} of {count, plural, one {# recording} other {# recordings}}} restore {Restoring: {over, number} of {count, plural, one {# recording} other {# recordings}}} other {Deleting permanently: {over, number} of {count, plural, one {# recording} other {# recordings}}}}',
    paused: 'Paused – {doing}',
    pause: 'Pause',
    stopHere: 'Stop here',
    resume: 'Resume',
    disconnected: 'Your connection to Webex has ended. Connect again, then resume.',
    notServed: 'This bot no longer works for you, so I stopped.',
    mayNotAct: 'You can no longer act for others, so I stopped.',
    noSuchHost: 'Webex no longer knows that person.',
    nothingRuns: 'Nothing is under way',
    nothingRunsWhy: 'No clean-up and no change of several recordings of yours is running.',
    progressHelp: '**progress** – how far a clean-up is; pause or stop it',
    // The outcome
    done: '{change, select, trash {Moved {what} to the recycle bin} restore {Restored {what}} other {Deleted {what} permanently}}',
    unsureWhether:
      '{change, select, trash {I couldn’t see whether {count, plural, one {# recording was} other {# recordings were}} moved to the recycle bin} restore {I couldn’t see whether {count, plural, one {# recording was} other {# recordings were}} restored} other {I couldn’t see whether {count, plural, one {# recording was} other {# recordings were}} deleted permanently}}',
    restorable: 'You can restore {count, plural, one {it} other {them}} for 30 days.',
    already:
      '{change, select, trash {{count, plural, one {# recording} other {# recordings}}: in the recycle bin already.} restore {{count, plural, one {# recording} other {# recordings}}: back already.} other {{count, plural, one {# recording} other {# recordings}}: gone already.}}',
    gone: '{count, plural, one {# recording} other {# recordings}}: deleted permanently, or no longer shown to you.',
    refused: '{count, plural, one {# recording} other {# recordings}} not changed. {why}',
    notDone: 'Webex didn’t do it.',
    isBack: 'It is no longer in the recycle bin.',
    lookAgain: 'Look again later.',
    unsure:
      '{count, plural, one {# recording} other {# recordings}}: I couldn’t see whether it worked. Look again later.',
    stoppedBefore: '{what} not changed: you stopped before that.',
    undo: 'Undo: restore {count, plural, one {# recording} other {# recordings}}',
    undoAgain: 'Undo again',
    undone: 'You undid this since then: the card of the undo says what came back.',
    cleanUpAgain: 'Clean up again',
    // The files
    fileName: 'recordings {made}.csv',
    fileOfList: 'Your list as a file:',
    tableOf:
      '{count, plural, =0 {Your last list is empty} one {Your last list as a table: 1 recording} other {Your last list as a table: {count, number} recordings}}',
    tableMore:
      'The table ends where the list does. For more, write **list 1000**, then **as a table**.',
    fileOfUnchanged: 'Recordings that were not changed:',
    columnTopic: 'topic',
    columnRecorded: 'recorded at',
    columnMinutes: 'minutes',
    columnMegabytes: 'MB',
    columnSite: 'site',
    columnId: 'id',
    columnViews: 'views',
    columnSelected: 'selected',
    columnHost: 'host',
    columnWhy: 'why',
    yesTicked: 'yes',
    noTicked: 'no',
    notSeen: 'I couldn’t see whether it worked.',
  },

  cleanUp: {
    // The form
    title: 'Clean up recordings',
    promise: 'First I only look and show you what I find. Nothing is deleted until you confirm.',
    older: 'Older than',
    ageNeeded: 'A number, 0 for any age',
    countedIn: 'Counted in',
    days: 'days',
    months: 'months',
    larger: 'Larger than, in MB',
    anySize: 'any size',
    anyTopic: 'any topic',
    site: 'On this site only',
    siteExample: 'e.g. acme.webex.com',
    alsoExample: 'longer than 1 hour, except planning',
    unwatched: 'Nobody has watched or downloaded it',
    find: 'Find them',
    formHint: 'Or in words: **clean up older than 90 days larger than 500 MB about planning**',
    // What is wrong with it
    badAge: '“Older than” takes a number from 0 to {most}.',
    badSize: '“Larger than” takes a number of megabytes.',
    longTopic: '“Topic” takes {most} characters.',
    longConditions: '“More conditions” takes {most} characters.',
    badSite: '“Site” takes the name of a Webex site, e.g. acme.webex.com.',
    notUnderstoodHere: 'I didn’t understand “{said}”. If it is in the topic, use this form.',
    whichZone:
      'I don’t know your time zone, so I don’t know where your days begin. Write **settings** to choose it, then look again.',
    tooOld: 'I look back ten years at most.',
    tooLarge: 'No recording is that large.',
    noOrder: 'A clean-up takes everything that fits its rule: leave out the order and the number.',
    notYours: 'Only its host can delete a recording that is shared with you.',
    // Each month
    monthly: 'Monthly clean-up questions are on',
    nextOn: 'I ask next on {date}, and show you what I found. I delete nothing unless you confirm.',
    notMonthly: 'Monthly clean-up questions are off',
    howToAskMonthly:
      'Write for example **ask me each month about recordings older than 180 days**. I show you what I found, and delete nothing unless you confirm.',
    notSetUp: 'I didn’t set that up',
    sayWhich: 'Say which recordings, for example **older than 180 days**.',
    takesAge: 'A monthly question needs an age, for example **older than 180 days**.',
    // The commands
    help: '**clean up** – find what you no longer need and move it to the recycle bin; **clean up older than 90 days larger than 500 MB**',
    monthlyHelp:
      '**ask me each month about recordings older than 180 days** – a clean-up that asks first',
    stopHelp: '**stop asking** – I stop asking each month',
  },

  bin: {
    help: '**bin** – your recycle bin: restore, or delete permanently; **bin about hiring since 1 Oct**',
    thereOrMove: '“{said}”: already in the recycle bin, or to be moved there?',
    isThere: 'Look for it in the bin',
    move: 'Move it there…',
    restoreHelp: '**restore hiring debrief** – brings it back from the recycle bin',
    emptyHelp: '**empty the bin** – asks which recordings to delete for good',
  },

  storage: {
    title: '{whose, select, own {Your} other {Their}} recordings use {size}',
    nothing: '{whose, select, own {You} other {They}} have no recordings',
    since:
      '{count, plural, one {# recording} other {# recordings}} from the last {years, plural, one {12 months} other {{years} years}}.',
    unchanged: 'Nothing has changed since {date}.',
    asMuch:
      'That is as much as on {date} ({sign}{count, plural, one {# recording} other {# recordings}}).',
    less: 'That is {size} less than on {date} ({sign}{count, plural, one {# recording} other {# recordings}}).',
    more: 'That is {size} more than on {date} ({sign}{count, plural, one {# recording} other {# recordings}}).',
    unread: '{count, plural, one {# recording} other {# recordings}} could not be read.',
    noneOld: 'None is older than {days} days.',
    old: '{count, plural, one {{size} (# recording) is older than {days} days.} other {{size} (# recordings) are older than {days} days.}}',
    byMonth: 'By month',
    none: 'none',
    largest: '{count, plural, one {The largest} other {The {count} largest}}',
    bySite: 'By site',
    unknownSite: 'Unknown site',
    hintOn: 'Write **weekly on** to get this every week.',
    hintOff: 'Write **weekly off** to stop getting this.',
    // The count
    counting: 'Counting the recordings…',
    soFar: '{count, number} so far.',
    soFarOf: '{count, number} of about {expected, number} so far.',
    stopped: 'Count stopped',
    again: 'Count again',
    over: 'Nothing is being counted now.',
    help: '**storage** – how much space your recordings use, by month and site',
  },

  history: {
    title: 'Recent activity',
    when: 'What you did {when}:',
    only: 'Only what you {change, select, trash {deleted} restore {restored} delete {deleted} other {shared}} here.',
    newer: '‹ Newer',
    older: 'Older ›',
    nothingYet: 'Nothing yet. What you delete, restore or share here shows up in this list.',
    nothingThen:
      'You didn’t {change, select, trash {delete} restore {restore} share {share} other {delete, restore or share}} {what, select, named {any of these here} other {anything then}}.',
    called:
      'Only recordings of the last year called {topic}, in your list or your recycle bin: what is deleted for good has no name left.',
    inBin: 'Look in the bin',
    whichTime: 'Which time do you mean?',
    onlyTimes:
      'I can narrow your history by time, by topic, and to what you deleted, restored or shared, for example **history yesterday** or **history last month**.',
    leftOut:
      'I left the rest out: I can narrow your history by time, by topic, and to what you deleted, restored or shared, for example **history yesterday** or **history last month**.',
    // A line
    recording: 'A recording',
    recordings: '{count} recordings',
    done: '{name}: {change, select, trash {moved to the recycle bin} restore {restored} delete {deleted permanently} other {sharing changed}}',
    already:
      '{name}: {change, select, trash {was already in the recycle bin} restore {was already restored} delete {was gone already} other {was already shared like that}}',
    gone: '{name}: {change, select, trash {not moved to the recycle bin} restore {not restored} delete {not deleted} other {sharing not changed}}, because it was gone',
    unchanged:
      '{name}: {change, select, trash {not moved to the recycle bin} restore {not restored} delete {not deleted} other {sharing not changed}}',
    notSeen:
      '{name}: {change, select, trash {not moved to the recycle bin} restore {not restored} delete {not deleted} other {sharing not changed}} when I last looked, though Webex accepted the request',
    open: '{name}: {change, select, trash {moved to the recycle bin} restore {restored} delete {deleted permanently} other {sharing changed}}? The outcome is not known yet',
    unsure:
      '{name}: {change, select, trash {moved to the recycle bin} restore {restored} delete {deleted permanently} other {sharing changed}}? I couldn’t see the outcome',
    // Of several recordings: so many of them
    partDone:
      '{count} {change, select, trash {moved to the recycle bin} restore {restored} delete {deleted permanently} other {sharing changed}}',
    part: '{outcome, select, already {{count} already done} gone {{count} gone already} unchanged {{count} not changed} not_seen {{count} looked unchanged} open {{count} outcome not known yet} other {{count} unclear}}',
    asOfficer: 'as a compliance officer',
    asAdministrator: 'as an administrator',
    onBehalf: 'for {name}',
    forSomebody: 'for somebody else',
    // Undo
    undoThis: 'Undo this?',
    moved: '{at}: you moved “{topic}” to the recycle bin.',
    movedOne: '{at}: you moved a recording to the recycle bin.',
    movedMany:
      '{at}: you moved {count, plural, one {# recording} other {# recordings}} to the recycle bin.',
    undoThere: 'The recycle bin has them: restore them there, or by Undo on their card.',
    nothingToUndo: 'There is nothing to undo',
    undoSharing:
      'You last changed who can see a recording. To take access away again, write for example **stop sharing weekly planning with bob@example.com**.',
    nothingMoved:
      'Nothing of yours that was moved to the recycle bin here in the last day is still there.',
    // The commands
    help: '**history** – what you deleted, restored and shared; **history last week**',
    undoHelp: '**undo** – brings back what you deleted last',
  },

  notify: {
    // A recording is ready
    ready: '{count, plural, one {Your recording is ready} other {{count} recordings are ready}}',
    moreReady: 'And {count} more: your list has {count, plural, one {it} other {them}}.',
    readyHint: 'Write **list** to see your recordings, or **notify off** to turn this off.',
    // Whether I tell of it
    off: 'Notifications are off',
    offAdvice: 'Write **list** any time to see your recordings.',
    on: 'Notifications are on',
    tellsYou: 'I’ll message you here when a new recording is ready.',
    tellsYouQuiet:
      'I’ll message you here when a new recording is ready. From {from} to {to} ({zone}) I stay quiet and message you afterwards.',
    turnOn: 'Turn on',
    turnOff: 'Turn off',
    notOffered: 'Notifications about new recordings don’t work here',
    notForOrganisation:
      'This bot works with your organisation’s access, and Webex announces new recordings only to people who connect their own account. The weekly card works.',
    noAddress:
      'Webex announces new recordings by calling the bot, and this bot has no address that Webex can call. The weekly card works.',
    help: '**notify on** – a message when a recording is ready; **notify off** turns it off',
    // The weekly card
    weeklyOff: 'The weekly storage card is off',
    weeklyOffAdvice: 'Write **storage** any time to see how much space your recordings use.',
    weeklyOn: 'The weekly storage card is on',
    weeklyComes: 'It always comes on Mondays at {time} ({zone}).',
    showStorage: 'Show my storage',
    weeklyHelp: '**weekly on** – your storage every Monday; **weekly off** turns it off',
    // Reminders
    remindsOfNothing: 'I can’t remind you of one recording',
    remindsOfBin:
      'I can remind you before Webex deletes what is in your recycle bin (**remind on**), and ask you each month what could go (**ask me each month**).',
    askMonthly: 'Ask me each month',
    remindOff: 'Recycle bin reminders are off',
    remindOffAdvice: 'Write **bin** any time to see what is in it.',
    remindOn: 'Recycle bin reminders are on',
    reminds:
      'I’ll message you {days} days before Webex deletes what you moved to the recycle bin here, at {time} ({zone}).',
    remindMe: 'Remind me',
    turnOffReminders: 'Turn reminders off',
    leave:
      '{count, plural, one {1 recording leaves} other {{count} recordings leave}} your recycle bin for good in {days} days',
    leaveAdvice:
      '{topics}. After that, nobody can bring {count, plural, one {it} other {them}} back.',
    remindHelp:
      '**remind on** – a reminder before recordings leave your recycle bin for good; **remind off** turns it off',
    // All that I tell
    tellsNothing: 'I don’t message you on my own',
    whatITell: 'What I message you about',
    youHear: 'Notifications are on: I message you when a recording is ready.',
    weeklyIsOn: 'The weekly storage card is on.',
    remindIsOn: 'Recycle bin reminders are on.',
    asksMonthly: 'I ask you each month about a clean-up.',
    underWay: 'A clean-up, or a change of several recordings, is under way.',
    showWork: 'Show it',
    stopsByButton: 'To stop a running search or clean-up, press the button on its card.',
    turnOffNotifications: 'Turn notifications off',
    turnWeeklyOff: 'Turn the weekly card off',
    stopAsking: 'Stop asking each month',
    tellsLess: 'I can’t tell you that by myself',
    tellsOnly:
      'I message you when a recording is ready (**notify on**), on Mondays about your storage (**weekly on**), and before recordings leave your recycle bin for good (**remind on**). All else I tell when you ask, for example **who watched weekly planning**, **storage** or **bin**.',
    stopHelp: '**stop** – what I message you about, and how to turn it off',
  },

  settings: {
    // The form
    title: 'Your settings',
    yourZone: 'Dates use your time zone, {zone}.',
    noZone: 'Webex doesn’t tell me your time zone, so dates use UTC until you choose one.',
    tellWhenReady: 'Message me when a recording is ready',
    weekly: 'Send me a storage card every week',
    remind: 'Remind me before recordings leave the recycle bin',
    quiet: 'Quiet hours: message me afterwards',
    quietFrom: 'From',
    quietTo: 'To',
    save: 'Save',
    monthly: 'I ask you about a clean-up each month, next on {date}.',
    notMonthly: 'I don’t ask you about clean-ups each month.',
    change: 'Change…',
    disconnect: '“disconnect” deletes these settings, too.',
    hint: 'Without cards, write for example **time zone Europe/Berlin**, **notify on** or **weekly off**.',
    // What came of it
    saved: 'Saved.',
    noSuchZone: 'I don’t know that time zone.',
    wrongHours: 'Quiet hours need two different times, such as 22:00 and 07:00.',
    notSaved: 'Nothing was saved.',
    outdated:
      'Your settings have changed since this form was shown, so nothing was saved. These are the current ones.',
    help: '**settings** – your time zone, notifications and quiet hours',
    // The time zone
    zone: 'Time zone',
    otherZone: 'Or another one',
    otherZoneExample: 'for example Asia/Kathmandu',
    zoneAtOnce:
      'Not changed yet: a time zone applies to all dates at once. Choose it here when you are there.',
    unknownZone: 'I don’t know that time zone. Use a city, such as Asia/Kathmandu.',
    askZone: 'Which time zone are you in?',
    askZoneWhy:
      'So that I know when your day begins and ends. You can change it later in Settings.',
    askZoneHint: 'Without cards, write for example **time zone Europe/Berlin**.',
    goOn: 'Continue',
    listInstead: 'Show my latest recordings instead',
  },

  help: {
    // Its groups
    find: 'Find',
    cleanUp: 'Clean up',
    notifications: 'Notifications',
    others: 'For others',
    account: 'Account',
    // Its cards
    title: 'I look after your Webex recordings',
    list: 'List my recordings',
    pressLine: 'Press a line below, or write what you look for in your own words.',
    more: 'More about each: for example **help clean up**, or **help all**.',
    mention: 'Mention me with **list** or what you look for.',
    answersAlone: 'Recordings are private, so I answer in our 1:1 space.',
    // The welcome
    hello: 'Hello! I look after your Webex recordings',
    canWrite:
      'Write **list** or what you look for, such as **weekly planning last month** or **largest 10**: watch, download, share, and delete what you no longer need.',
    canMention:
      'Mention me with **list** or what you look for, such as **weekly planning last month** or **largest 10**: watch, download, share, and delete what you no longer need.',
    tryThese: 'Try one of these:',
    freeUp: 'Free up space',
    whatCanYouDo: 'What can you do?',
    how: 'Write this',
    orPress:
      'Or write **list**, and press the buttons below a recording: **More…** has all that can be done with it.',
    moreAbout: 'More: {about}',
    // What is no command
    unknown: 'Sorry, I didn’t get that',
    unknownHint: 'Try **list**, **find budget**, or **help**.',
    didYouMeanHint: 'Press the button, or write **help** for all that I can do.',
    isTitle: 'A recording has “{title}” in its name',
    isTitleHint: 'These words are also a request. Press what you mean.',
    showTitled: 'Show the recording',
    asRequest: 'Take it as “{name}”',
    english: 'I speak English for now.',
    welcome: 'You’re welcome. Write **help** whenever you need me.',
    press: 'Press the button instead',
    turnPage: 'A list shows 5 recordings at a time',
    noPage: 'There is no page to turn to',
    turnPageHow:
      '**next page** and **previous page** turn a list, as **Older ›** and **‹ Newer** below it do. In another order those are called **Smaller ›** or **Shorter ›**.',
    pressWhy:
      'I change nothing by words alone. To answer a question of mine, press the button on its card. If you see no buttons, open this space in the Webex app, or in a browser at web.webex.com.',
    nothingOpen: 'Nothing is waiting for your answer',
    nothingOpenWhy:
      'Say what you want done and with which recording, for example **delete weekly planning from yesterday** or **share weekly planning with bob@example.com**. **history** shows what was done.',
    nothingDone: 'All right',
    nothingDoneWhy:
      'Nothing happens unless you press a button. **progress** shows what is under way, and **undo** brings back what you deleted last.',
    // The command
    help: '**help** – what I can do; **help all** lists everything',
  },

  about: {
    // What is kept
    privacyHelp: '**privacy** – what I keep about you, and how to have it deleted',
    kept: 'What I keep about you',
    connection:
      '**Your connection to Webex**, encrypted. I ask Webex as you and for you alone, and answer in our 1:1 space.',
    organisation:
      '**No connection of yours**: I have been given access to Webex, use it for your own recordings alone, and answer in our 1:1 space.',
    choices: '**Your choices**: time zone, quiet hours, and what I write to you about.',
    changes:
      '**What you changed**: which recording, when, and how it ended, without its topic. Whoever runs me can read that.',
    nothingElse:
      '**Nothing else**: no recordings, passwords or links. Of what you write I keep what a search or a clean-up needs until it ends.',
    forgets:
      'Write **disconnect**, and I delete your connection and your choices. What you changed stays on record, and your recordings stay at Webex as they are.',
    myAccount: 'My account',
    myChanges: 'My changes',
    // What it cannot do
    beyond: 'I can’t do that',
    inWebex: 'I work in Webex',
    inWebexHow:
      'Write to me in our own space, or mention me in a group: on a phone, a computer or the web. I show recordings that Webex made.',
    changeThere:
      'I can’t change what is in a recording, or what it is called. Open your recordings on your Webex site for that. I can list, share, delete and restore them.',
    recordThere:
      'Recordings are started and stopped in the meeting itself. I look after them once Webex has made the file; write **notify on**, and I tell you when that is.',
    table: 'Your recordings as a table',
    asTable:
      'Press **Select several…** below a list, then **Get as a file**: a table (CSV) that Excel opens.',
    expires: 'When recordings expire',
    expiry:
      'Your organisation may delete recordings after a time; Webex doesn’t tell me when. What is in the recycle bin goes for good after 30 days: **bin** shows how many days are left, and **remind on** reminds you.',
    deleting: 'What deleting does',
    deletingDoes:
      '**Move to recycle bin**: nobody can watch it, nor can those you shared it with, and for 30 days you can restore it (**bin**), back to where it was. **Delete permanently**: it is gone for good, and nobody can restore it. Its transcript and summary may go with it, so save the transcript first.',
    told: 'Who is told',
    toldWho:
      'I tell nobody what you delete, restore or share, nor that you looked at who watched. When you share a recording, Webex emails those people a link if **Email them a link** is ticked.',
    alone: 'Why I answer you alone',
    whoMay: 'What Webex allows',
    whoMayWhy:
      'Only the host of a meeting can delete, restore or share its recording; your site can forbid it, and a legal hold prevents deletions. **More…** on a recording shows what you can do with it, and **history** how each change ended.',
    misread: 'Did I misread that?',
    misreadHow:
      'The line above a list says how I read your words; **Change search…** below it corrects them. Or write it another way: **list weekly planning last week**.',
    searchForm: 'Search with a form',
    nobodyReads:
      'Nobody reads what you write to me. If something doesn’t work, ask whoever looks after Webex in your organisation.',
    whoRuns: 'Who runs me',
    whoRunsWhy:
      'I don’t know any names. Your IT help desk can say who runs me, and who looks after Webex in your organisation. **whoami** shows which account I use for you.',
    whatIAm: 'What I am',
    program:
      'I’m a program, not a person: I look for words that I know in what you write, and ask Webex for your recordings. Whoever runs me can say what I cost, if anything.',
    sites: 'Your Webex sites',
    allSites:
      'I look at all your Webex sites at once, so there is none to switch to. To see one alone, name it: **list site acme.webex.com**.',
    noButtons: 'No buttons?',
    looks: 'How lists look',
    looksHow:
      'A card has room for five recordings; **‹ Newer** and **Older ›** turn the page. Lists go by date, size and length (**largest first**), and times by your time zone (**settings**). Letters and colours are those of your Webex app.',
    noChat:
      'Webex gives me a meeting’s recording, its transcript and its summary, but no chat, slides, polls or whiteboards. Press **More…** and then **Details** on a recording.',
    whoDeleted: 'Who deleted a recording',
    deletedByOthers:
      'Webex doesn’t tell me who deleted a recording. What you moved yourself is in **history**, and what is in your recycle bin you can restore. Administrators look into somebody else’s: **for bob@example.com bin**.',
    tookPart:
      'Webex tells me who hosts a recording, and who has watched it since, but not who took part in the meeting. **who watched weekly planning** shows the one; the meeting’s transcript may name who spoke.',
    later: 'Not at a later time',
    notLater:
      'What you ask for I do when you confirm it, and not later. I can ask you each month which recordings may go: **ask me each month about recordings older than 180 days**.',
    eachMonth: 'Ask me each month',
    byNumber:
      'I can’t clean up by number, only by age, size, topic and the like: **clean up older than 90 days**. Or look at the oldest, press **Select several…** below them, and tick those that can go.',
    oldest: 'Show the oldest',
    // What is not in the list
    lookForIt: 'Look for it',
    missing: 'Is a recording missing?',
    takesTime:
      'Webex can take up to a day after the meeting until a recording is ready. I list it once Webex does.',
    whichAreYours:
      'I see the recordings that you host and those shared with you. Somebody else’s has to be shared first.',
    inBin: 'What was deleted in the last 30 days is in the recycle bin.',
    tellMe: 'Tell me when one is ready',
    // How things are
    sharing: 'Sharing',
    whatCounts: 'What counts as storage',
    countsWithoutBin:
      '**storage** counts the recordings that are not in your recycle bin. Webex doesn’t tell me whether the bin counts towards your organisation’s limit; **empty bin** deletes what is in it for good.',
    full: 'When your storage is full',
    fullWhat:
      'How much you may store, and what happens when it is full, is up to your organisation; Webex doesn’t tell me. I delete nothing by myself. **storage** shows how much your recordings use, **largest 10** the biggest, and **clean up** looks for old ones, and asks you before anything goes.',
    iAsk: 'I ask before I delete',
    iAskFirst:
      'I delete nothing by myself: what goes is what you confirm. Each month I can look for old recordings and ask you about them: **ask me each month about recordings older than 180 days**.',
    noLock: 'I can’t lock a recording',
    noLockWhy:
      'Nothing is deleted through me unless you confirm it. But I can’t keep Webex from deleting a recording: your organisation may delete old ones, and Webex doesn’t tell me when. To be safe, press **More…** and **Download…**, and keep the file.',
    takenBack: 'You can stop sharing',
    takenBackHow:
      'Write **unshare weekly planning**, say who is to lose access, and confirm. An email that was sent stays sent.',
    passwords: 'Passwords of recordings',
    passwordsThere:
      'Your Webex site sets them: I can neither set, change nor remove one, nor list by them. **Password** below a recording shows the one it has, for those you share it with. Your own Webex password I never need.',
    downloading: 'Who may download',
    downloadingThere:
      'Whether those you share with may download a recording is set on your Webex site: I can neither see nor change it. Open the recording there.',
    linksEnd:
      'Sharing has no end date at Webex: they can see it until you stop sharing (**unshare**). Only the links of **Download…** stop working after some hours; get new ones there.',
    outside: 'People outside your organisation',
    outsideMay:
      'You can share with any email address, but your Webex site decides whether somebody outside, or without an account, can open the link. **Password** below a recording shows the password that they may need. Links of **Download…** work for some hours without signing in, for anyone who has them.',
    files: 'What you can download',
    filesAre:
      '**Download…** on a recording gives you what Webex made of it: the video (MP4; ARF if it is old, for Webex’s own player), and often the sound alone (MP3) and the transcript. Your browser saves the file where it saves others. I convert nothing, and Webex gives me no chat, slides or polls.',
    transcripts: 'Transcripts and summaries',
    transcriptsMade:
      'Webex makes them where your site and the meeting have them switched on; I show them as they are, and can’t correct them. **with a transcript** lists the recordings that have one.',
    iSee: 'What I see',
    iSeeWhat:
      'I see the recordings that you host and those shared with you: what they are called, when, how long, how large, and who watched yours. I don’t look into what is said in them; a transcript or summary I show when you ask for it.',
    whoSees: 'Who can see your recordings',
    whoSeesWhat:
      'You, those you shared a recording with, and whoever your Webex site or organisation lets see it, such as its administrators. Webex doesn’t tell me who that is. **Share…** below a recording gives access and takes it away, and **who watched weekly planning** shows who has seen it.',
    playing: 'When a recording doesn’t play',
    playingHow:
      'Your browser or Webex app plays it, not I. Try **Watch** in another browser, or **More…** and **Download…** and play the file. If its picture or sound is missing there too, ask whoever looks after Webex in your organisation.',
    emails: 'Emails about recordings',
    emailsAre:
      'I send no emails: Webex does, for example when somebody shares a recording with you. Turn them off in the settings of your Webex site. **stop** shows what I message you about here.',
    howFar: 'How much of it they watched',
    howFarUntold:
      'Webex tells me who watched a recording and when, but not how much of it. **who watched weekly planning** shows that.',
  },

  account: {
    // Connected
    connectedNotice: 'You are connected.',
    writeList: 'Write **list** to see your recordings.',
    actForOthers:
      'You can act for others now. Try **for bob@example.com list**. Each card says on whose behalf, and the audit keeps both names.',
    actAsOfficer:
      'You can act as a compliance officer now. Try **compliance list**. Each card says so, and the audit keeps the reason of each deletion.',
    // Disconnected
    disconnected: 'Disconnected',
    deleted: 'I deleted your connection and your settings, and can no longer see your recordings.',
    nothingKept: 'I have neither access to your recordings nor settings of yours.',
    // Who am I
    you: 'You',
    youAre: 'You are {email}',
    connectedSince: 'You are connected (since {day}).',
    cannotSee: 'You are not connected, so I can’t see your recordings.',
    overCannotSee:
      'Your connection to Webex has ended or was withdrawn, so I can’t see your recordings.',
    byPersonalToken: 'I use the personal access token in my configuration, which is yours.',
    byOrganisation:
      'You don’t need to connect: your organisation has given me access, and I use it for your own recordings only.',
    mayActForOthers: 'You can act for others: write **for bob@example.com list**.',
    mayActAsOfficer: 'You can act as a compliance officer: write **compliance list**.',
    // The commands
    connectHelp: '**connect** – let me see your recordings, or renew that',
    disconnectHelp: '**disconnect** – delete your connection and your settings',
    whoamiHelp: '**whoami** – which account you’re using',
  },

  forOthers: {
    forWhom: 'For whom?',
    forPerson:
      'Write their Webex address and then the command: **for bob@example.com list**. A name is not enough, since several people can share it.',
    forEveryone: 'For everyone on a site that you manage: **for everyone on acme.webex.com list**.',
    whichMeeting: 'For which meeting?',
    oneMeetingAtATime:
      'Webex lists purged recordings one meeting at a time: write **compliance purged** and the meeting ID. **More…** on a recording shows it.',
    notForOthers: 'That doesn’t work for others',
    canForOthers:
      'For others I can find, show, restore and delete recordings: write **for bob@example.com list** or **compliance list**, or what you look for in place of “list”.',
    // The commands
    forHelp:
      '**for bob@example.com list** – administrators: somebody else’s recordings; **for everyone on acme.webex.com list** – a whole site’s',
    complianceHelp:
      '**compliance list** – compliance officers: all recordings of the organisation; **compliance purged** and a meeting ID – what was purged',
  },

  connect: {
    // The card
    title: 'Connect your Webex account',
    titleAgain: 'Connect your Webex account again',
    whyAdministrator:
      'To act for others I need your permission as an administrator, separate from the one for your own recordings. I use it only when you write “for …”.',
    whyOfficer:
      'To act as a compliance officer I need your permission as one, separate from the one for your own recordings. I use it only when you write “compliance …”.',
    press: 'Press Connect and sign in to Webex.',
    never:
      'To show your recordings I need your permission: press Connect and sign in to Webex. I act in your name only, and only when you ask.',
    over: 'Your connection to Webex has ended or was withdrawn. Press Connect and sign in again.',
    justForYou: 'This link is just for you. It works once and expires in 10 minutes.',
    connect: 'Connect',
    newLink: 'New link',
    // The card with a code
    codeNever:
      'To show your recordings I need your permission. I act in your name only, and only when you ask.',
    codeOver: 'Your connection to Webex has ended or was withdrawn.',
    byCode:
      'Open the page and sign in with Webex. If it asks for a code, it is this one; I notice when you are done.',
    codeForYou:
      'The code is just for you. It works once and expires in {minutes, plural, one {1 minute} other {{minutes} minutes}}.',
    openPage: 'Open the page and sign in with Webex',
    newCode: 'New code',
    cancelled: 'I no longer wait for you to sign in. Nothing was changed.',
    codeExpired: 'That code has expired',
    codeExpiredWhy: 'Nobody signed in with it, and nothing was changed.',
    codeReplaced: 'That code no longer works: there is a newer one below.',
    codeOfOther: 'Somebody else signed in',
    codeOfOtherWhy:
      'That code was made for you, and somebody signed in with it as another person. Nothing was connected. Sign in as yourself.',
    noNeed: 'You don’t need to connect',
    noNeedWhy:
      'I already have access, and use it for your own recordings only. Write **list** to see them.',
    connected: 'You are connected',
    notConnected: 'You are not connected',
    // The page in the browser, where nothing is Markdown
    seeList: 'Go back to Webex: your recordings are waiting there. You can close this page.',
    seeAnswer:
      'Go back to Webex: the answer to what you asked is waiting there. You can close this page.',
    askAgain:
      'Go back to Webex and ask the bot again for what you wanted. You can close this page.',
    stale: 'This link no longer works',
    staleWhy:
      'It was used already, or is older than ten minutes. Write “connect” to the bot in Webex, and it gives you a fresh one.',
    declinedWhy:
      'You didn’t give your permission, and nothing was changed. Write “connect” to the bot in Webex if you change your mind.',
    refused: 'Webex refused this sign-in',
    refusedWhy:
      'Nothing was changed. You may lack the role that this takes at Webex, such as administrator or compliance officer, or this bot may ask for too much. Tell whoever runs it.',
    otherPerson: 'This link was made for somebody else',
    otherPersonWhy:
      'Somebody other than you asked the bot for this link, so nothing was connected. Sign in as that person, or write “connect” to the bot yourself to get your own link.',
    failed: 'Webex didn’t complete the sign-in',
    failedWhy:
      'Nothing was changed. Write “connect” to the bot in Webex for a fresh link, and try again.',
    appRefused: 'Webex refuses this bot, not you',
    appRefusedWhy:
      'Nothing was changed. Ask whoever runs this bot to check its client ID and secret: a fresh link won’t help until then.',
    tooMany:
      'There were too many sign-ins from your address. Nothing was changed. Wait a minute, then write “connect” to the bot in Webex for a fresh link.',
  },

  bot: {
    // Above an answer
    asOfficer: '⚠ As a compliance officer: recordings of the whole organisation',
    asAdmin: '⚠ As an administrator: recordings of everyone on this site',
    onBehalf: '⚠ On behalf of {host}: these are not your recordings',
    late: '**Sorry, that took {took}.** I couldn’t answer sooner.',
    readPart: '**Your message is long:** I read the first {count, number} characters.',
    pressedLongAgo:
      '**You pressed this a while ago, and I couldn’t act then.** Nothing was done. If you still want it, press again.',
    // Instead of it
    daysAgo: 'That was days ago',
    daysAgoAdvice:
      'Your request from then reached me only now, or a second time. Nothing was done. Do you still want it?',
    yesNow: 'Yes, do it now',
    outOfDate: 'This card is out of date',
    outOfDateAdvice: 'Nothing was changed. Open a fresh list and try again.',
    oldJob: 'This work is out of date',
    oldJobAdvice:
      'Another version of me began it, and I can’t go on with it. What it changed is in **history**. If you still need the rest, start it anew.',
    apology:
      'Sorry, I couldn’t finish your request: Webex or I had a problem for too long. Try again. **list** shows your recordings as they are now.',
    // In a group space
    answeredAlone: 'Recordings are private, so I answered in our 1:1 space.',
    refusedThere: 'Webex refuses my messages in the space where you asked, so I answer you here.',
  },

  errors: {
    // Webex’s words come in “…”, by which they are left out where they must not show
    webexSays: 'Webex says: {words}',
    // What to do
    inAMinute: 'Try again in a minute.',
    inSeconds: 'Try again in {seconds, plural, one {1 second} other {{seconds} seconds}}.',
    inMinutes: 'Try again in {minutes} minutes.',
    waitAMoment: 'Wait a moment, then try again.',
    freshList: 'Open a fresh list.',
    freshListAgain: 'Open a fresh list and try again.',
    freshListOrTell:
      'Open a fresh list and try again. If that doesn’t help, tell whoever runs this bot.',
    againOrTell: 'Try again. If that doesn’t help, tell whoever runs this bot.',
    laterOrTell: 'Try again later. If that doesn’t help, tell whoever runs this bot.',
    tell: 'Tell whoever runs this bot.',
    connectAgain: 'Connect your account again.',
    messageMe: 'Message me in our 1:1 space.',
    // What any call can meet
    notUnderstood: 'Webex didn’t understand the request.',
    ended: 'Your connection to Webex has ended.',
    notOffered: 'Webex doesn’t offer this for your site.',
    useSite: 'Use the recordings page of your Webex site instead.',
    tooLong: 'Webex took too long to answer.',
    changing: 'Somebody else is changing this recording.',
    noLonger: 'Webex no longer has it.',
    locked: 'Webex has locked the recording for the moment.',
    processing: 'It may still be processing.',
    malware: 'Webex couldn’t check this file for malware, so it blocks the download.',
    decideThere: 'Open it on the recordings page of your Webex site and decide there.',
    busy: 'Webex is busy right now.',
    refused: 'Webex refused the request.',
    broken: 'Webex has a problem at the moment.',
    silent: 'Webex didn’t answer.',
    unreadable: 'I couldn’t read the answer from Webex.',
    ours: 'Something went wrong on my side.',
    // A list
    listNotUnderstood: 'Webex didn’t understand what to list.',
    otherDates: 'Try other dates. If that doesn’t help, tell whoever runs this bot.',
    noList: 'Webex doesn’t let you see this list.',
    noListAdvice:
      'Connect your account again: a permission may be missing. If that doesn’t help, ask the administrator of your Webex site whether you may record.',
    noSiteFound: 'Webex finds no site with recordings for your account.',
    askForSite: 'Ask your Webex administrator whether you have a site with meetings.',
    listNotNow: 'Webex couldn’t make the list just now.',
    listNoLonger: 'Webex no longer offers this list.',
    // One recording
    noLook: 'Webex doesn’t let you see this recording.',
    noLookAdvice:
      'It may no longer be shared with you. If it is yours, connect your account again: a permission may be missing.',
    notFound: 'Webex can no longer find the recording.',
    noChange: 'Webex doesn’t let you do this.',
    noChangeAdvice:
      'Only the host of a meeting can change its recordings, and your site can forbid it. If you are the host, connect your account again: a permission may be missing.',
    notYours: 'Webex doesn’t find it among your recordings.',
    noReport: 'Webex doesn’t have this for the recording.',
    noReportAdvice: 'It can take a few hours after the meeting, and some meetings have none.',
    reportHidden: 'Webex doesn’t let you see this about the recording.',
    reportHiddenAdvice:
      'Connect your account again: a permission may be missing. If that doesn’t help, ask the administrator of your Webex site.',
    noLicence: 'You have no licence for this on this site.',
    askForLicence: 'Ask the administrator of the Webex site for one.',
    // The bot’s own messages
    messageNotTaken: 'Webex didn’t take my message.',
    refusesMe: 'Webex refuses me, not you.',
    checkToken: 'Ask whoever runs this bot to check its access to Webex.',
    noWriting: 'Webex doesn’t let me write there.',
    noSpace: 'Webex can no longer find that space or message.',
    messageNotNow: 'Webex couldn’t take my message just now.',
    // Signing in
    noGrant: 'Webex didn’t accept your sign-in.',
    noConnecting: 'Webex doesn’t let you connect.',
    noConnectingAdvice: 'Your organisation may not allow this bot: ask your Webex administrator.',
    connectNotNow: 'Webex couldn’t connect you just now.',
    checkApp:
      'Ask whoever runs this bot to check its client ID and secret. You don’t need to connect again.',
    orgEnded: 'The access of your organisation has ended.',
    orgEndedAdvice: 'Whoever runs this bot has to renew it. Try again after that.',
    forOthersAdvice:
      '{role, select, officer {You asked as a compliance officer. A permission may be missing: connect again as one. If that doesn’t help, ask your Webex administrator.} other {You asked as an administrator, who reaches only people on sites that they manage. A permission may be missing: connect again for others. If that doesn’t help, ask the full administrator of your Webex organisation.}}',
    configuredAdvice:
      'I use access that whoever runs this bot has set up; you can’t connect yourself. A permission may be missing there, or your site forbids it: tell them.',
    // Reasons that Webex names
    legalHold: 'It is on legal hold.',
    legalHoldAdvice:
      'It can’t be deleted until a compliance officer of your organisation releases it.',
    notEntitled: 'You have no recording licence on this site.',
    noSite: 'Your account has no Webex site.',
    noSiteAdvice:
      'Recordings are kept on a site: ask your Webex administrator for one with meetings.',
    siteUrl: 'Webex doesn’t accept the address of this site.',
    siteUrlAdvice:
      'The site may have been renamed or closed, or it isn’t yours. Open a fresh list. If that doesn’t help, ask the administrator of the site.',
    scope: 'A permission is missing.',
    scopeAdvice: 'Connect your account again. If that doesn’t help, tell whoever runs this bot.',
    // Whom the bot serves
    onlyOwner: 'This bot only serves its owner',
    onlyOwnerWhy: 'One person is trying it out, with their own access.',
    onlyOneOrg: 'This bot only serves one organisation',
    onlyOneOrgWhy: 'Webex says you belong to another organisation. Nothing was done.',
    noAccounts: 'I can’t see recordings yet',
    noAccountsWhy:
      'Nobody can connect a Webex account with me so far: whoever runs this bot has not set up how. The README says what to do, under “Connecting accounts without a public address”.',
    noOfficers: 'Compliance officers can’t connect here',
    noOfficersWhy:
      'Compliance officers need their own connection, and whoever runs this bot has not set up an Integration for that.',
    notAdmitted: 'Sorry, this bot isn’t set up for you',
    notAdmittedWhy: 'Whoever runs this bot decides who can use it. If you need it, ask them.',
    canDisconnect:
      'If you connected earlier, **disconnect** deletes your connection and your settings.',
    alot: 'That was a lot at once, so I skipped your last request. Nothing was changed. Try again in {seconds, plural, one {1 second} other {{seconds} seconds}}.',
    onlyOfficers: 'Only compliance officers can do that',
    onlyAdmins: 'Only administrators of this bot can act for others',
    notAllowedWhy:
      'Nothing was done. Whoever runs this bot decides who that is. If you need it, ask them.',
    noSuchHost: 'Webex doesn’t know that person',
    noSuchHostWhy:
      'Write their full address in Webex. I can’t find people in other organisations. Nothing was done.',
    tokenOver: 'My access to Webex has ended',
    tokenOverWhy:
      'Ask whoever runs this bot to renew it: a personal access token lasts twelve hours, and an organisation can withdraw its access.',
  },
} as const;
