import assert from 'node:assert/strict';
import { journey, type Journey } from '../support/journey.js';
import type { Client } from '../support/people.js';

/** What somebody writes, line by line, and how the card begins that answers. */
const CONVERSATIONS: readonly (readonly [about: string, ...(readonly [string, RegExp])[]])[] = [
  [
    'a long sentence is read as the name that is nearest to it',
    [
      'Hello, I started here three weeks ago and my colleague told me that I could find the recording of the onboarding session with Contoso here, is that right?',
      /nearest to your words: “Partner onboarding: Contoso”/,
    ],
    ['teh quaterly roadmap one', /nearest to your words: “Quarterly roadmap/],
    [
      'Can I have the wiki meeting? I believe it was about moving it',
      /nearest to your words: “Migration of the wiki”/,
    ],
    ['notify me only when recording is ready, the others no', /^Notifications are on/],
    ['I am not very techy, could you explain how this works?', /^I look after your Webex/],
    ['vendor negotiation - remove all people from sharing', /Share “Vendor negotiation”/],
    ['whats safe to get rid of?', /^(Clean up|Your recordings use)/],
    ['delete the rough cut, the final cut stays', /^Delete “Product film, rough cut/],
  ],
  [
    'what nobody understands leads on from the list that is open',
    ['list', /^Your recordings from the last 30 days/],
    ['do the blorp thing with them', /Sorry, I didn’t get that.*at this list: Your recordings/s],
  ],
  [
    'what nobody understands leads on from the recording that is open',
    ['weekly planning', /^Recordings about “weekly planning”/],
    ['open the second one', /^Weekly planning/],
    ['well that was a bit strange to me', /Sorry, I didn’t get that.*at “Weekly planning”/s],
    ['back to the list', /^Recordings about “weekly planning”/],
  ],
  [
    'ticks say how many they are, and a time that only the person knows is asked about',
    ['list last 30 days', /^Your recordings from the last 30 days/],
    ['delete the first and the second', /^2 of \d+ selected/],
    ['how many is that', /^2 of \d+ selected/],
    ['how big are they together', /^2 of \d+ selected/],
    ['how much would that free', /^2 of \d+ selected/],
    ['recordings since my holiday', /^Which days are “since my holiday”\?/],
    ['where can i download the latest weekly planning', /^Download “Weekly planning”/],
  ],
  [
    'a word behind “on” is a site of theirs that begins so, and else a topic',
    ['list on acme-emea', /^Recordings on acme-⁠?emea/],
    ['list on acme', /^Recordings on acme⁠?\.⁠?webex/],
    ['list 2 of them', /^Recordings on acme⁠?\.⁠?webex[^\n]*top 2/],
    ['find roadmap on acme this year', /^Recordings about “roadmap” on acme/],
    ['list on boarding', /^Recordings about “boarding”/],
  ],
  [
    'the page before and earlier days are a step from the list',
    ['list october', /^Your recordings in October[^\n]*\n1–/],
    ['more', /^Your recordings in October[^\n]*\n6–/],
    ['go back', /^Your recordings in October[^\n]*\n1–/],
    ['find roadmap last 30 days', /^Recordings about “roadmap”/],
    ['older ones please', /^Recordings about “roadmap”, \d/],
  ],
  [
    'how to open it is asked of what is in front',
    ['list last 30 days', /^Your recordings from the last 30 days/],
    ['open the second one', /^Weekly planning/],
    ['how do I open it', /^Weekly planning/],
  ],
  [
    'a number alone takes the unit of the condition above',
    ['list under 100 mb', /^Recordings smaller than 100 MB/],
    ['make that 200', /^Recordings smaller than 200 MB, from the last 30 days$/m],
    ['list longer than 1 hour', /^Recordings longer than 1 hour/],
    ['make it two', /^Nothing of it in the last 30.*\nRecordings longer than 2 hours/],
    ['clean up older than 90 days', /older than 90 days/],
    ['make that 180', /older than 180 days/],
    ['no, 60', /older than 60 days/],
  ],
  [
    'what was looked for in vain stays meant, and what else there is leads back to the list',
    ['bin', /^Your recycle bin/],
    ['open the first one', /It is in the recycle bin/],
    ['what else is in there?', /^Your recycle bin/],
    ['I need the transcript from the design review', /no such recording.*“design review”/s],
    ['is there a summary as well', /no such recording.*“design review”/s],
    ['can bob see it?', /no such recording.*“design review”/s],
  ],
  [
    'a wider or an earlier time goes on from the list',
    ['list planning last week', /^Recordings about “planning”/],
    ['all dates', /^Recordings about “planning”, of all time/],
    ['list 15 october', /^Your recordings on 15 October/],
    ['and the whole week', /^Your recordings 12–18 October/],
    ['before that', /^Your recordings before 12 October/],
    ['any of these shared with me?', /^Recordings shared with you, before 12 October/],
    ['more than half an hour I mean', /^Recordings shared with you longer than 30 minutes, before/],
    ['thats a lot, just the ones about planning', /Recordings about “planning” shared with you/],
  ],
  [
    'what is in there is of the list',
    ['list october', /^Your recordings in October/],
    ['anything over 300 mb in there', /^Recordings larger than 300 MB, in October/],
    ['or anything about planning', /Recordings about “planning” larger than 300 MB, in October/],
  ],
  [
    'a topic by itself is looked for in the list, and what is asked for is of the recording',
    ['recordings from march', /^Your recordings in March/],
    ['with planning in the name', /^Recordings about “planning”, in March/],
    ['show me the longest', /planning\n/],
    ['how big is that file', /planning\n/],
    ['what about a summary', /^Summary of “.*planning”/],
    ['and the download link', /^Download “.*planning”/],
  ],
  [
    'the next one of a list is a recording below an opened one, and a page below the list',
    ['list last 30 days', /^Your recordings from the last 30 days/],
    ['open the second', /^Weekly planning/],
    ['next one', /^Customer call/],
    ['the previous one', /^Weekly planning/],
    ['back to the list', /^Your recordings from the last 30 days/],
    ['next one', /6–10 of/],
  ],
  [
    'a weekday before or after a list is counted from it',
    ['list 3 june', /^Your recordings on 3 June/],
    ['no i mean the monday before', /^Your recordings on 1 June/],
    ['the monday before', /^Your recordings on 25 May/],
    ['the sunday after that', /^Your recordings on 31 May/],
  ],
  [
    'a day without its month is of the month of the list above',
    ['what did we record on 16 september', /^Your recordings on 16 September/],
    ['and on the 23rd', /^Your recordings on 23 September/],
  ],
  [
    'nothing of one recording is reminded of, and says so',
    ['remind me tomorrow to delete the weekly planning', /can’t remind you of one recording/],
  ],
  [
    'a question stays open below what nobody understands',
    ['weekly planning', /^Recordings about “weekly planning”/],
    ['delete the second one', /recycle bin/],
    ['well that is a bit strange to me', /My last question is still open/],
  ],
  [
    'a topic that nothing has is met by names that are near to it',
    ['list about sales training', /names that are near.*about “sales training”/s],
  ],
  [
    'a line that no command understands is read by the name and the wish in it',
    [
      'I need to have the design critique on navigation as a file on my computer.',
      /Download “Design critique/,
    ],
    ['play contoso kickoff', /nearest.*“Customer call – Contoso kick-off”.*\nCustomer call/],
    ['who has watched the interview till date', /^Who watched|^Which one|nearest/],
    [
      'could you forward the printer support session in Lisbon to carol@example.com, she asked',
      /^Share “Remote support: printer fleet/,
    ],
    ['Could you please move the old hiring debrief to the bin?', /In your recycle bin there is/],
    ['bring back the vendor negotiation', /not in the recycle bin. In your list/],
  ],
  [
    'words without a name are about what is in front, in whatever part of the line they stand',
    ['I need the architecture summit', /^Nothing of it in the last 30 days.*\nRecordings about/],
    ['day 2', /^Architecture summit, day 2/],
    ['Good, download only the transcript', /^Transcript of “Architecture summit, day 2/],
    ['list october', /^Your recordings in October/],
    ['gosh there’s loads, only over 200 MB', /larger than 200 MB, in October/],
  ],
  [
    'the name may stand in one part of a line, and the wish in another',
    [
      'the contoso one where we did the kick off, need to listen to it in the car',
      /nearest.*“Customer call – Contoso kick-off”.*\nCustomer call/,
    ],
    [
      'Budget first draft – please delete, it is not valid any more',
      /nearest.*Budget.*\nDelete “Budget/,
    ],
    ['ive got the budget one with a weird name, find it for me?', /nearest.*“Budget/],
    ['export to csv the list of my recordings with size and date?', /^Your recordings as a table/],
    ['Remove the access of carol from legacy migration', /^Share “Legacy migration workshop”/],
    ['Free up 5 GB, start with the oldest ones', /^Clean up recordings/],
  ],
  [
    'an example at the end of a line acts for nobody',
    ['Please warn me before the storage is full, for example at 90%', /^(?!Only administrators)/],
  ],
  [
    'what changes something at once is no part of another line',
    ['well now, this is strange, remind on, they said', /^(?!.*reminders are on)/i],
    ['remind on', /reminders are on/i],
    ['remind off', /reminders are off/i],
  ],
  [
    'a name in the list in front is that recording, whatever is asked of it',
    ['find architecture summit this year', /^Recordings about “architecture summit”/],
    ['share day 2 with bob@example.com', /^Share “Architecture summit, day 2”/],
  ],
  [
    'below “Which one?” a name answers it, with slips and all',
    ['delete the product film', /^Which one\?/],
    ['the rough cut obvs', /^Delete “Product film, rough cut/],
  ],
  [
    'below “Which one?” yes is no answer',
    ['delete the product film', /^Which one\?/],
    ['yes', /^Press the button instead\nWhich one\?/],
    ['ah no hang on, marketing want it', /^All right/],
  ],
  [
    'a topic below “Which one?” says which, and an address below the form to whom',
    ['I would like to share a video with Carol', /^Which one\?/],
    ['the onboarding for the first week', /^Share “Onboarding: your first week”/],
    ['Yes please, carol@example.com.', /^Share “Onboarding: your first week”/],
  ],
  [
    'what was wanted of one is wanted of another',
    ['find the summit of all time', /^Recordings about “summit”/],
    ['share day 2 with bob@example.com', /^Share “Architecture summit, day 2”/],
    ['sorry meant day 1', /^Share “Architecture summit, day 1”/],
    ['download day 2', /^Download “Architecture summit, day 2”/],
    ['can I have it again for day 1', /^Download “Architecture summit, day 1”/],
  ],
  [
    'a part of a line says which',
    ['download the summit of all time', /^Which one\?/],
    ['both days pls', /^Which one\?/],
    ['day 1 only, day 2 I have already', /^Download “Architecture summit, day 1”/],
  ],
  [
    'several are named in other orders',
    ['list largest 5', /the largest first/],
    ['I don’t recognize the third one, what is it', /^Partner onboarding/],
    ['delete the 3 first', /^2 of \d+ selected/],
    ['Wait, 3 I need still. Only 1 and 2.', /^2 of \d+ selected/],
    ['no, the first one I need', /^1 of \d+ selected/],
  ],
  [
    'more is said of it',
    ['find the northwind renewal', /Northwind/],
    ['Yes, that one. When was it recorded and how long is it?', /^Customer call – Northwind/],
    ['Please download it, together with the transcript.', /^Download “Customer call – Northwind/],
  ],
  [
    'somebody is removed below who has access',
    ['is the board preparation shared with somebody?', /^Share “Board preparation”/],
    ['remove bob', /^Share “Board preparation”\nWhich email address does Bob have/],
  ],
  [
    'a reaction in front of a wish narrows nothing',
    ['show me the sprint demos', /^Recordings about “sprint demos”/],
    ['the latest one', /^From this list/],
    ['who watched it?', /^Who watched “Sprint demo”/],
    ['only 2 people, jaysus. send it to carol so', /^Share “Sprint demo”/],
    ['send again to him please', /^Share “Sprint demo”/],
  ],
  [
    'below the bin a name is of what is in there',
    ['bin', /^Your recycle bin/],
    ['dont remember the name, was something hiring', /nearest.*in the recycle bin about “Hiring/s],
    ['yes!! that one', /^Hiring debrief \(old\)/],
    ['empty the bin', /^In your recycle bin/],
    ['cancel, I will do tomorrow', /^All right/],
    ['how much is free now?', /^Your recordings use/],
  ],
  [
    'the one before the only one of a week is of another week',
    ['sprint demo of last week', /^Recordings about “Sprint demo”/i],
    ['No, the one before', /^Sprint demo/],
    ['list november', /^Your recordings/],
    ['how big together?', /^Your recordings/],
  ],
  [
    'everybody is removed below the form, and no recordings about people',
    ['open the go-live', /^Customer call – Contoso go-live/],
    ['is shared with someone?', /^Share “Customer call – Contoso go-live”/],
    ['remove all the people', /^Share “Customer call – Contoso go-live”/],
  ],
  [
    'a name that stands in another sentence is found, and narrows only what has it',
    [
      'The candidate we interviewed for the backend role wants it erased. Which recordings are concerned?',
      /nearest.*“Interview: senior backend engineer”/,
    ],
    ['list november', /^Your recordings/],
    ['Please show only the roadmap', /^Recordings about “roadmap”, since 1 November/],
  ],
  [
    'what is about no recording is answered by what it is about',
    ['How much of my storage allowance remains?', /^Your recordings use/],
    ['can you give list as csv or excel', /^Your recordings as a table/],
    ['why is the hour on the list different', /^Your settings/],
    ['make free 5 GB', /^Clean up recordings/],
    [
      'Please show me the contents of the recycle bin.',
      /^Nothing in .*“contents”.*\nYour recycle bin/,
    ],
  ],
  [
    'one day of two is not another’s day, and a recording in front is no other',
    ['share mobile offsite day 1 + day 2 with bob@example.com', /^Only its host.*\n“Mobile team/],
    ['weekly planning', /^Recordings about “weekly planning”/],
    ['open the second one', /^Weekly planning/],
    ['I should like to know whether anyone has looked at CRM-0877', /^(?!Who watched)/],
  ],
  [
    'a size or a length of which nothing is new is looked for in the year',
    ['recordings > 500 MB', /^Nothing of it in the last 30 days.*\n.*500 MB.*12 months/],
    ['list over 500 MB last 30 days', /^Recordings larger than 500 MB, from the last 30 days/],
  ],
  [
    'a place among names that are near offers each of them',
    ['list about sales training', /names that are near/],
    ['download the second one', /no such recording.*download about "Product training/s],
  ],
  [
    'words beside a filter that nothing is called are left out, and say so',
    [
      'list mp4 blorpish',
      /called “blorpish”, so I left that out.*^MP4 recordings, from the last/ms,
    ],
    [
      'list quaterly roadmpa this year',
      /nearest to your words: “Quarterly roadmap.*since 1 January/s,
    ],
    ['list about blorpish', /^There are no recordings about “blorpish”/m],
  ],
  [
    'one of several is picked by what it is most, and a list goes on to what came before it',
    ['who watched weekly planning', /^Which one\?/],
    ['the oldest', /^Who watched “Weekly planning”/],
    ['list last month', /^Your recordings in/],
    ['and everything before that', /^Your recordings before/],
    ['leave out the weekly plannings please', /except “weekly plannings”/],
    ['what was my last search', /except “weekly plannings”/],
  ],
  [
    'what is named is looked for in the list that is in front before it is anywhere else',
    ['list', /^Your recordings from the last 30 days/],
    ['delete the weekly planning', /^Delete “Weekly planning”\?/],
    ['on second thoughts the first instead', /^Delete “Quarterly roadmap/],
    ['weekly planning', /^Recordings about “weekly planning”/],
    ['is there one from july', /^Recordings about “weekly planning”, in July/],
  ],
  [
    'what is asked of one is asked of the one before it',
    ['who watched the sprint demo', /^Which one\?/],
    ['the last one', /^Who watched “Sprint demo”\nNobody/],
    ['and the one before that?', /^Who watched “Sprint demo”\n1 view/],
    ['list the newest', /the newest one$/m],
    ['the one before that', /^Weekly planning/],
  ],
  [
    'several of the bin are ticked there, and not shared',
    ['restore the last two', /^2 of 2 selected.*restore or delete/s],
    ['bin', /^Your recycle bin/],
    ['restore them', /^2 of 2 selected.*want to restore\./s],
    ['bin', /^Your recycle bin/],
    ['share all of them with bob@example.com', /^2 of 2 selected.*restore or delete/s],
  ],
  [
    'what narrows a list keeps its time, and a day is a day',
    ['list last month', /^Your recordings in/],
    ['which ones did nobody watch', /^Recordings that nobody watched or downloaded, in/],
    ['weekly planning', /^Recordings about “weekly planning”/],
    ['open the second', /^Weekly planning/],
    ['is that lisbon time?', /^Sorry, I didn’t get that/],
  ],
  [
    'of two, “the other one” is the other',
    ['list the last two', /top 2$/m],
    ['open the second', /^Weekly planning/],
    ['the other one', /^Quarterly roadmap/],
    ['nobody? then delete it', /^Delete “Quarterly roadmap/],
  ],
  [
    'hours are of the day that is open, and days go on from it',
    ['list yesterday', /^Your recordings on/],
    ['in the morning', /^Your recordings on .* from 00:00 to 12:00/],
    ['two days before that', /^Your recordings/],
  ],
  [
    'words of a sentence are no topic, unless a recording is called that',
    ['list', /^Your recordings/],
    ['and what it are then so', /Sorry, I didn’t get that/],
    ['list harvest as it is told', /^Recordings about “harvest as it is told”/],
  ],
  [
    'a list is asked about',
    ['list last month', /^Your recordings in /],
    ['is that all of them?', /^Your recordings in \p{L}+ \d{4}\n/u],
    ['are you sure', /^Your recordings in \p{L}+ \d{4}\n/u],
    ['what is the total size of these', /^Your recordings in \p{L}+ \d{4}\n/u],
    ['and how many are there in total', /^Your recordings in \p{L}+ \d{4}\n/u],
    ['the largest one', /in \p{L}+ \d{4}, the largest one/u],
    ['anything longer than that this year', /longer than .*, since 1 January/],
  ],
  [
    'recordings of a list are compared',
    ['weekly planning', /^Recordings about “weekly planning”/],
    ['which one is longer, the first or the second?', /^Weekly planning/],
    ['no the other one', /^Which one\?/],
    ['which of them was watched more', /how often/],
    ['Could you sort them so that the shortest one comes first please?', /the shortest first/],
  ],
  [
    'two things are asked for at once, and storage by what it is of',
    ['show me the list and my storage', /^Your recordings use/],
    ['storage webinars', /^Webinar recordings/],
    ['which month was the worst', /^Your recordings use/],
    ['what would be deleted if I clean up before october', /recordings found/],
  ],
  [
    'what is in front of a person is narrowed, opened by its number, and gone back to',
    ['list last month', /^Your recordings in /],
    ['anything longer than 45 minutes?', /^Recordings longer than 45 minutes, in /],
    ['no, the one before', /^(?!Recordings|Your|Which)/],
    ['and the transcript?', /^Transcript of/],
    ['back to the list', /^Recordings longer than 45 minutes, in /],
    ['2', /^(?!Recordings|Your|Which)/],
    ['the longer ones', /longer than 45 minutes, in .*, the longest first/],
    ['weekly planning', /^Recordings about “weekly planning”, from the last 30/],
    ['all of them this year', /^Recordings about “weekly planning”, since 1 January/],
    ['open the last one', /^From this list: [^\n]*\nWeekly planning/],
    ['how many are longer than 44 minutes', /“weekly planning” longer than 44 minutes, since/],
    ['the first of those', /^Weekly planning/],
    ['budget', /^Recordings about “budget”/],
    ['who watched it', /^Who watched “Budget/],
    ['and the town hall', /^Which one\?\n.*“town hall”/],
    ['the newest', /^Who watched “Town hall/],
    ['weekly planning this year', /^Recordings about “weekly planning”, since 1 January/],
    ['delete the top two', /^2 of \d\d selected/],
    ['clean up those', /^(\d\d) of \1 selected/],
    ['how much space would all of them free', /^(\d\d) of \1 selected/],
    ['empty my trash', /^In your recycle bin/],
    ['wait, what is in it', /^Your recycle bin, the oldest first/],
  ],
  [
    'a list is added to, and asked which of it is meant, also after going back',
    ['budget', /^Recordings about “budget”/],
    ['and the weekly planning too', /^Recordings about “budget” or “weekly planning”/],
    ['architecture review', /^Recordings about “architecture review”/],
    ['give me the link', /^Which one\?\nRecordings about “architecture review”/],
    ['which one is the longest', /^From this list: [^\n]*\nPlatform architecture review/],
    ['back to the list', /^Recordings about “architecture review”/],
    ['the other one', /^Platform architecture review/],
    ['customer calls this year', /^Recordings about “customer calls”/],
    ['only contoso', /^Recordings about “customer calls contoso”/],
    ['show all of them', /^Recordings about “customer calls contoso”/],
    ['only sprint demos', /^Recordings about “sprint demos”/],
    ['mobile', /^Recordings about “mobile”/],
    ['the planning one', /^Recordings about “mobile planning”/],
    ['yes that one', /^Mobile release planning/],
    ['who was the host', /^Mobile release planning/],
    ['list the two largest of this year', /, top 2$/m],
    ['next two', /, top 4$/m],
  ],
  [
    'those that are ticked are fewer, and a clean-up is of a topic that is said alone',
    ['weekly planning of this year', /^Recordings about “weekly planning”/],
    ['delete those', /^\d\d of \d\d selected/],
    ['only the first three', /^3 of \d\d selected/],
    ['clean up older than 90 days', /recordings found/],
    ['only the sprint demos', /older than 90 days, with “sprint demos” in their topic/],
  ],
];

/** Below what an administrator sees of somebody. */
const FOR_OTHERS: (typeof CONVERSATIONS)[number][1][] = [
  ['the mobile one', /^⚠ On behalf of Bob.*about “mobile”/s],
  ['which is the largest', /^From this list: [^\n]*\n⚠ On behalf of Bob/],
  ['delete the accessibility review', /^⚠ On behalf of Bob.*Delete “Accessibility/s],
  ['and what about budget', /^⚠ On behalf of Bob.*about “budget”/s],
  ['what about alice', /^⚠ On behalf of Alice.*last 30 days/s],
  ['go back to mine', /^Your recordings/],
  ['for alice@example.com clean up older than 90 days', /^⚠ On behalf of Alice.*found/s],
  ['how many', /^⚠ On behalf of Alice.*older than 90 days/s],
  ['only the sprint demos', /^⚠ On behalf of Alice.*90 days, with “sprint demos”/s],
  ['the same for bob', /^⚠ On behalf of Bob.*90 days, with “sprint demos”/s],
  ['for everyone list yesterday', /^⚠ As an administrator/],
  ['only alice', /^⚠ On behalf of Alice.*Recordings on/s],
  ['for bob@example.com mobile', /^⚠ On behalf of Bob.*about “mobile”/s],
  ['and alice?', /^⚠ On behalf of Alice.*about “mobile”/s],
  ['what else does she have about incidents', /^⚠ On behalf of Alice.*about “incidents”/s],
  ['the longest of hers', /^⚠ On behalf of Alice.*the longest one/s],
  ['back to bob', /^⚠ On behalf of Bob.*the longest one/s],
  ['delete his oldest two', /^⚠ On behalf of Bob.*Which one/s],
  ['also the third', /^⚠ On behalf of Bob.*(?:Which one|Delete “)/s],
  ['show alice’s recordings', /^⚠ On behalf of Alice/],
  ['delete all of hers older than a year', /^⚠ On behalf of Alice.*older than 12 months/s],
  ['for bob@example.com bin', /^⚠ On behalf of Bob/],
  ['restore all', /^⚠ On behalf of Bob.*their recycle bin/s],
];

describe('journey: conversations', () => {
  let j: Journey;
  let alice: Client;
  before(async () => {
    j = await journey({ env: { ADMINISTRATORS: 'admin@example.com' } });
    const host = 'alice@example.com';
    j.sandbox.addRecording({ host, topic: 'Harvest as it is told', daysAgo: 25 });
    alice = j.as('sandbox-alice');
    await alice.connects();
  });
  after(() => j.end());

  for (const [about, ...lines] of CONVERSATIONS)
    it(about, async () => {
      for (const [line, answer] of lines)
        assert.match((await alice.lists(line)).text(), answer, line);
    });

  it('whom a recording is shared with is corrected below the form', async () => {
    for (const [line, whom] of [
      ['share the quarterly roadmap with bob@example.com', 'bob@example.com'],
      ['actually make that carol@example.com', 'carol@example.com'],
      ['for 2 weeks', 'carol@example.com'],
      ['share the first two with bob@example.com', 'bob@example.com'],
      ['carol@example.com too', 'bob@example.com, carol@example.com'],
      ['drop bob', 'carol@example.com'],
      ['no, with bob@example.com', 'bob@example.com'],
      ['drop bob', ''],
      ['not bob, carol@example.com', 'carol@example.com'],
      ['forget carol, bob@example.com', 'bob@example.com'],
      ['drop bob', ''],
      ['carol@example.com instead', 'carol@example.com'],
    ] as const) {
      const form = await alice.lists(line);
      assert.equal(form.parts().find(({ id }) => id === 'add')?.value, whom, line);
    }
  });

  it('a line below what an administrator sees of somebody is about that person', async () => {
    const admin = j.as('sandbox-admin');
    await admin.connects();
    const own = await admin.lists('delete the mobile team retrospective');
    await admin.says('for bob@example.com list');
    await admin.follows((await admin.card()).link('Connect'));
    await admin.card();
    await own.click('Search all dates');
    assert.match((await admin.card()).text(), /^I found no such recording/);
    await admin.lists('for bob@example.com list');
    for (const [line, answer] of FOR_OTHERS)
      assert.match((await admin.lists(line)).text(), answer, line);
  });
});
