import assert from 'node:assert/strict';
import { DateTime } from 'luxon';
import { journey, type Journey } from '../support/journey.js';
import type { Client } from '../support/people.js';

/** A line and what its answer says; `[Title]` presses a button of the last card. */
type Said = readonly [line: string, answer: RegExp];

/** The weekday of the newest sprint demo; the sandbox counts days in UTC. */
const THREE_DAYS_AGO = DateTime.utc()
  .minus({ days: 3 })
  .toFormat('cccc', { locale: 'en' })
  .toLowerCase();

/** Whole conversations: what follows an answer is about that answer. */
const CONVERSATIONS: Readonly<Record<string, readonly Said[]>> = {
  'deletes one, asks what that means, and wants it back': [
    [`i need to get rid of the sprint demo from last ${THREE_DAYS_AGO}`, /^Delete “Sprint demo”\?/],
    ['can i get it back later?', /^What deleting does/],
    ['ok do it', /^Press the button instead\nDelete “Sprint demo”/],
    ['[Move to recycle bin]', /^Moved “Sprint demo” to the recycle bin/],
    ['did it work?', /^Recent activity\n.*“Sprint demo”: moved to the recycle bin/],
    ['hmm no wait i need it after all', /^Undo this\?/],
    ['restore it', /^Undo this\?/],
    ['[Restore]', /^Restored “Sprint demo”/],
    ['are you sure', /^Recent activity/],
    ['done?', /^Recent activity\n.*“Sprint demo”: restored/],
    ['just the deletions', /^Recent activity\nOnly what you deleted here/],
    [
      'share it with bob@example.com until friday',
      /has no end date at Webex.*\n.*Share “Sprint demo”/,
    ],
    ['does bob get told about it?', /^Who is told/],
    ['also carol@example.com', /Share “Sprint demo”/],
    ['remove bob', /^Share “Sprint demo”\n(?!Not an email|Which email)/],
    ['leave it for now', /^All right/],
    ['delete the quarterly roadmap', /^Delete “Quarterly roadmap.*”\?/],
    [
      'is it gone for my colleagues too?',
      /^What deleting does\n.*nor can those you shared it with/,
    ],
    ['permanently please', /^Delete “Quarterly roadmap.*” permanently\?/],
    ['delete zebra crossing', /^I found no such recording/],
    ['the sprint demo then', /^Which one\?\nRecordings about “sprint demo”/],
    ['share sprint demo without an email', /^Which one\?\nRecordings about “sprint demo”/],
    ['who watched the quarterly roadmap', /^Who watched “Quarterly/],
    ['is anyone still using it', /^Who watched “Quarterly/],
    ['and the sprint demo', /^Which one\?\nRecordings about “sprint demo”/],
    ['tick the sprint demos', /^(\d+) of \1 selected/],
    ['untick the first', /^(\d+) of (?!\1 )\d+ selected/],
  ],
  'slips in a name': [
    ['delete the sprnt demo', /^Which one\?\nRecordings about “Sprint demo”.*is nearest/],
    [
      'share the quaterly roadmap with bob@example.com',
      /^Is it this one\?\nRecordings about “Quarterly roadmap.*is nearest/,
    ],
    ['[Share…]', /^Share “Quarterly roadmap/],
    ['restore the hirng debrief', /^Is it this one\?\n.*recycle bin about “Hiring debrief/],
    ['delete zebra crossing', /^I found no such recording\n(?!.*near)/],
  ],
  'deletes another than what they share': [
    ['share the last 3 with bob@example.com', /^Share 3 recordings \(/],
    ['delete duplicates', /can’t filter by “duplicates”/],
    ['share the quarterly roadmap with bob@example.com', /^Share “Quarterly roadmap/],
    ['delete hiring', /“hiring”/i],
    ['recordings about planning', /^Recordings about “planning”/],
    ['delete the biggest one', /^From this list: Recordings about “planning”.*\nDelete “Weekly/],
    ['delete sprint demo from yesterday and 5 days ago', /^Is it this one\?.*\n.*days between/],
  ],
  'cleans up by a rule that grows': [
    ['clean up', /^Clean up recordings/],
    ['recordings older than 6 months', /^\d+ recordings found[^]*older than 6 months/],
    ['only the three biggest', /leave out the order and the number/],
    ['exclude the customer calls', /older than 6 months, except “customer calls”/],
    ['what would be deleted?', /older than 6 months, except “customer calls”/],
    ['will they be gone for good', /^What deleting does/],
    ['can you just ask me that once a month?', /^Monthly.*on\n.*older than 6 months, except/],
    ["don't ask me every month anymore", /^Monthly clean-up questions are off/],
    ['do you delete without asking?', /^I ask before I delete\n.*nothing by myself/],
  ],
  'turns on and off what was shown': [
    ['notify', /^Notifications are off/],
    ['yes', /^Notifications are on/],
    ['how do i turn it off again', /^Notifications are off/],
    ['on', /^Notifications are on/],
    ['not at night please', /^Saved/],
    ['is that saved?', /^Your settings/],
    ['weekly', /card is off/],
    ['on', /card is on/],
    ['what do you message me about?', /^What I message you about/],
    ['off', /card is off/],
    ['tell me when new recordings are ready', /^Notifications are on/],
    ['but not in the evening', /^Your settings/],
    ['and turn on the weekly summary', /^The weekly storage card is on/],
    ['tell me when new recordings are ready', /^Notifications are on/],
    ['and a summary on fridays', /card is on/],
    ['list', /^Your recordings/],
    ['that’s the wrong recording', /^Did I misread that/],
  ],
  'has the wrong place in mind': [
    ['what is in the bin', /^Your recycle bin/],
    ['it was called hiring something', /recycle bin about “hiring”/],
    ['restore the second one', /^Is it this one\?.*\n.*hiring/is],
    ['[Restore]', /^Restored “Hiring debrief/],
    ['now empty the rest', /^In your recycle bin: 1 recording/],
    ['no dont', /^All right/],
    ['yes', /^Press the button instead\nIn your recycle bin/],
    ['list about onboarding', /^Recordings about “onboarding”/],
    ['the newest', /the newest one\n.*Partner onboarding/s],
    ['send it to dave@example.com please', /^Only its host can do that\n“Partner onboarding/],
    ['list last week', /^Your recordings \d/],
    ['anything from the week before', /^Your recordings \d/],
    ['what about the weekend', /^Your recordings \d/],
  ],
  'narrows what is in front of them': [
    ['show me june', /^Your recordings in June/],
    ['the three largest', /^Your recordings in June.*the largest first, top 3/],
    ['bigger than a gig', /larger than 1 GB, in June/],
    ['delete the oldest one', /^From this list: .*\nDelete “Architecture summit, day 1”/],
    ['quarterly', /^Recordings about “quarterly”/],
    ['everything from last quarter', /^Your recordings/],
    ['open the quarterly roadmap', /^Quarterly roadmap/],
    ['is there a summary?', /^Summary of/],
    ['i want dmitri to see it', /Which email address does Dmitri have/],
    ['dmitri@example.com', /^Share “Quarterly roadmap(?![^]*Not an)/],
    ['actually not dmitri, bob', /Which email address does Bob have/],
    ['notify', /^Notifications are off/],
    ['then just when a new one is ready', /^Notifications are on/],
    ['settings', /^Your settings/],
    ['until 7 in the morning', /^Saved/],
  ],
  'asks how to do things': [
    ['how do I share a recording?', /^Write this\n\*\*share weekly planning with[^\n]*\nOr write/],
    ['how do i get a link to a recording', /^Write this\n\*\*watch /],
    ['how does sharing work', /^Write this\n\*\*share /],
    ['help me with deleting', /^Write this\n\*\*delete /],
    ['how do i see other people’s recordings', /^Write this\n\*\*for bob@example\.com list/],
    ['how do i make a clip', /^I can’t do that/],
    ['open the quarterly roadmap', /^Quarterly roadmap/],
    ['how do I share it?', /^Share “Quarterly roadmap/],
  ],
  'goes on from what was answered': [
    ['give bob the link to the quarterly roadmap', /Which email address does Bob have/],
    ['his mail is bob@example.com', /^Share “Quarterly roadmap(?![^]*Not an)/],
    ['and carol@example.com', /^Share “Quarterly/],
    ['without an email please', /^Share “Quarterly roadmap(?![^]*Not an)/],
    ['only bob', /^Share “Quarterly roadmap(?![^]*Not an)/],
    ['how long can he see it?', /^How long it is shared/],
    ['who watched the town hall', /^Which one\?/],
    ['the older one', /^Who watched “Town hall: half-year/],
    ['only downloads', /^Who watched “Town hall: half-year/],
    ['and the newer one?', /^Who watched “Town hall: results/],
    ['summary of the quarterly roadmap', /^Summary of “Quarterly/],
    ['same for weekly planning', /^Which one\?/],
    ['the last one', /^Summary of “Weekly planning”/],
    ['list about budget', /^Recordings about “budget”/],
    ['this year', /^Recordings about “budget”, since 1 January/],
    ['storage', /^Your recordings use/],
    ['delete the first two', /^2 of 10 selected/],
    ['settings', /^Your settings/],
    ['how do i change my time zone', /^Write this/],
    ['no, singapore', /time zone, Singapore/],
    ['i’m in tokyo next week', /Not changed yet.*time zone, Singapore/s],
    ['can you remind me every month to tidy up', /^Monthly.*are off/],
    ['older than a year', /^Monthly.*on\n.*older than 12 months/],
    ['no make it 6 months', /^Monthly.*on\n.*older than 6 months/],
    ['only the big ones', /^I didn’t set that up/],
    ['over 500 mb', /older than 6 months, larger than 500 MB/],
    ['what would it delete right now', /^6 recordings found/],
    ['clean up everything that old', /^How old is “old”\?/],
    ['9 months', /older than 9 months/],
  ],
  'deletes only what is in front, and says who may': [
    ['get rid of those', /^Which one\?/],
    ['list last 30 days', /^Your recordings from the last 30 days/],
    ['delete the quarterly roadmap', /^Delete “Quarterly roadmap/],
    ['then hide the mobile retro', /^Recordings except “mobile retro”/],
    ['open the design critique', /^Design critique/],
    ['delete it', /^Only its host can do that/],
    ['list last 30 days', /^Your recordings from the last 30 days/],
    ['tick the first two', /^2 of \d+ selected/],
    ['share', /^Share 2 recordings/],
    ['with bob@example.com', /^Share 2 recordings/],
    ['list last 30 days', /^Your recordings from the last 30 days/],
    ['delete all of them', /^27 of 27 selected/],
    ['[Delete…]', /^Move 27 recordings/],
    ['yes', /^Press the button instead\nMove 27/],
  ],
  'shares with one less, and not after all': [
    ['share the sprint demo with bob@example.com and carol@example.com', /^Which one\?/],
    ['remove carol', /^Which one\?/],
    ['the first', /^Share “Sprint demo”\n(?!Not an email|Which email)/],
    ["don't share it after all", /^All right/],
    ['clean up older than 170 days', /^\d+ recordings found/],
    ['keep the summits', /^\d+ recordings found[^]*except “summits”/],
    ['delete all weekly plannings from october', /^4 recordings found[^]*“weekly plannings”/],
    ['reminders', /^Recycle bin reminders are/],
    ['3 days before is good', /^Recycle bin reminders are/],
    ['also by email', /^Recycle bin reminders are/],
    [
      'tell me monthly about what’s older than 180 days and over 500 mb',
      /^Monthly[^]*larger than 500 MB/,
    ],
    ['make that 1 GB', /^Monthly[^]*older than 180 days, larger than 1.0 GB/],
    ['download the quarterly roadmap', /^Download “Quarterly/],
    ['only the audio', /^Download “Quarterly/],
    ['how long is the link valid', /^Download “Quarterly/],
    ['who watched it', /^Who watched “Quarterly/],
    ['anyone else', /^Who watched “Quarterly/],
    ['what did I delete', /^Recent activity/],
    ['only what i shared', /^Recent activity\nOnly what you shared/],
    ['notifications', /^Notifications are/],
    ['only for long ones', /^Notifications are/],
    ['clean up longer than 2 hours', /^\d+ recordings found/],
    ['make it a monthly thing', /^Monthly[^]*longer than 2 hours/],
    ['empty my bin', /^In your recycle bin/],
    ['keep the hiring one', /^1 of 2 selected/],
    ['tick the first two', /^2 of \d+ selected/],
    ['permanently', /^What deleting does/],
  ],
  'ticks by words': [
    ['select all', /^27 of 27 selected/],
    ['keep the first', /^26 of 27 selected/],
    ['and leave the biggest out', /^25 of 27 selected/],
    ['without the customer calls', /^24 of 27 selected/],
    ['not the unicorns', /^None of these is “unicorns”[^]*24 of 27 selected/],
    ['only the first three', /^3 of 27 selected/],
    ['also the fifth', /^4 of 27 selected/],
    ['not the newest', /^3 of 27 selected/],
    ['bin them', /^Press the button instead\n3 of 27 selected/],
    ['share them with dave@example.com', /^Share 3 recordings/],
    ['tick everything', /^27 of 27 selected/],
    ['untick all', /^Select recordings/],
    ['delete stuff i dont need', /^Clean up recordings/],
    ['list from october', /^Your recordings in October/],
    ['just the two biggest', /in October.*the two largest|top 2/],
  ],
  'says what comes to mind': [
    ['I need to send the customer call to a colleague', /^Which one\?/],
    ['the northwind one', /^Share “Customer call – Northwind(?![^]*Not an)/],
    ['and dave needs it too, dave@example.com', /^Share “Customer call – Northwind(?![^]*Not an)/],
    ['delete the town hall, it has the wrong audio', /^Which one\?\n.*about “town hall”/],
    ['the one from the half year', /^Delete “Town hall: half-year/],
    ['what did I delete', /^Recent activity/],
    ['and last week?', /^Recent activity\n[^]*\nOnly what you deleted/],
    ['list october', /^Your recordings in October/],
    ['how big is that altogether', /^Your recordings in October/],
    ['clean up recordings older than 3 months', /^\d+ recordings found/],
    ['that’s a lot, what’s the biggest of those', /^\d+ recordings found[^]*Largest/],
    ['the summits can stay', /except “summits”/],
    ['and the training', /except “summits” and “training”/],
    ['ok throw them away', /^Press the button instead\n\d+ recordings found/],
    ['delete the contoso kick-off', /^Delete “Customer call – Contoso kick-off”/],
    ['no the go-live one', /^Delete “Customer call – Contoso go-live”/],
    ['where’s my trash', /^Your recycle bin/],
    ['restore', /^Your recycle bin/],
    ['it was something with hiring', /Hiring debrief/],
  ],
  'leaves things as they are, and begins anew': [
    ['delete the quarterly roadmap', /^Delete “Quarterly roadmap/],
    ['oops, no', /^All right/],
    ['delete the ones nobody saw', /^\d+ recordings found[^]*nobody ever watched/],
    ['delete a few old recordings', /^How old is “old”\?/],
    ['clean up', /^Clean up recordings/],
    ['start', /^\d+ recordings found[^]*older than 90 days/],
    ['delete all my test recordings', /^9 recordings found[^]*with “test” in their topic/],
    ['older than 6 months', /^\d+ recordings found[^]*with “test” in their topic/],
    ['i deleted something by accident this morning', /moved there with me on/],
    ['share the quarterly roadmap with bob@example.com', /^Share “Quarterly roadmap/],
    ['what about carol@example.com', /^Share “Quarterly roadmap/],
    ['ask me each month about recordings older than a year', /^Monthly.*on/],
    ['when is the next time', /^Monthly.*on\n.*\nI ask next on/],
  ],
  'goes on with what they do': [
    ['weekly', /^The weekly storage card/],
    ['not monday, friday', /^The weekly storage card/],
    ['what’s in it', /^The weekly storage card/],
    ['which sprint demos are there', /about “Sprint demo”/i],
    ['remove the two oldest ones', /^2 of 2 selected · 503 MB/],
    ['clean up older than 6 months', /^\d+ recordings found/],
    ['can i see them first', /^\d+ recordings found[^]*older than 6 months/],
    ['show me which', /^\d+ recordings found[^]*older than 6 months/],
    ['restore hiring debrief', /^Is it this one/],
    ['and the test recording', /^Is it this one\?\n.*about “test”/],
    ['i dont want bob to see the quarterly roadmap anymore', /Which email address does Bob have/],
    ['his address is bob@example.com', /^Share “Quarterly roadmap(?![^]*Not an)/],
    ['share the town hall with my team', /^Which one/],
    ['just bob@example.com and dave@example.com', /^Which one\?\n.*“town hall”/],
    ['the first one', /^Share “Town hall: results/],
    ['delete the design critique', /^Only its host can do that/],
    ['why not', /^What Webex allows/],
  ],
  'is asked nothing': [
    ['storage', /storage|GB/i],
    ['yes', /^Nothing is waiting for your answer/],
    ['undo', /^There is nothing to undo/],
    ['select several', /^Select recordings/],
    ['restore the newer one', /^Your recycle bin/],
    ['remove weekly planning', /^Which one\?/],
    ['all of them', /selected/],
    ['list', /^Your recordings/],
    ['delete 1 and the third', /^2 of \d+ selected/],
    ['where are the buttons', /^No buttons\?/],
    ['what would be deleted if i clean up before october', /before 1 October/],
  ],
  'writes in short, and changes their mind': [
    ['open contoso go-live', /^Customer call – Contoso go-live/],
    ['too long just give me the download', /^Download “Customer call – Contoso go-live”/],
    ['send it to bob', /Which email address does Bob have\?/],
    ['and carol too', /Which email address does Carol have\?/],
    ['no wait, bob not carol', /Which email address does Bob have\?/],
    ['will he be able to download it?', /^Whether they can download it[^]*\nShare “Customer call/],
    ['bob@example.com', /^Share “Customer call – Contoso go-live”(?![^]*Which)/],
    ['kick-off, duration?', /^Customer call – Contoso kick-off/],
    ['who watched the town hall', /^Which one\?/],
    ['the half-year results, please, not the one with the questions', /half-year results”/],
    ['just bob??', /^Who watched “Town hall: half-year results”/],
    ['and how many for the other', /^Who watched “Town hall: results and questions”/],
    ['whats in the trash', /^Your recycle bin/],
    ['dump everything else', /^In your recycle bin: 2 recordings/],
  ],
  'keeps the newest': [
    ['clean up', /^Clean up recordings/],
    ['not the town hall, keep that', /older than 90 days, except “town hall”/],
    ['delete all but the newest', /^I can’t do that/],
    ['delete all weekly plannings except the last 2', /^32 of 34 selected/],
    ['keep the last 3', /^31 of 34 selected/],
    ['also the first', /^32 of 34 selected/],
    ['list sprint demo of all time', /of all time/],
    ['delete all but the newest', /^16 of 17 selected/],
  ],
};

describe('journey: conversations of people who want something done', () => {
  let j: Journey;
  afterEach(() => j.end());

  const talk = async (person: Client, said: readonly Said[]): Promise<void> => {
    for (const [line, answer] of said) {
      const [, title] = /^\[(.+)\]$/.exec(line) ?? [];
      if (title === undefined) await person.says(line);
      else await (await person.card()).click(title);
      assert.match((await person.card()).text(), answer, line);
    }
  };

  for (const [who, said] of Object.entries(CONVERSATIONS)) {
    it(`of somebody who ${who}`, async () => {
      j = await journey();
      const alice = j.as('sandbox-alice');
      await alice.connects();
      await talk(alice, said);
    });
  }

  it('of an administrator: the newest one is of the list in front of them', async () => {
    j = await journey({ env: { ADMINISTRATORS: 'admin@example.com' } });
    const admin = j.as('sandbox-admin');
    await admin.connects();
    await admin.says('for bob@example.com list');
    await admin.follows((await admin.card()).buttons('Connect')[0]?.url ?? '');
    await talk(admin, [
      ['delete the newest one', /On behalf of Bob Brandt.*\nDelete “Design critique/],
      ['[Move to recycle bin]', /On behalf of Bob Brandt.*\nMoved “Design critique/],
      ['when does his bin get emptied', /On behalf of Bob Brandt.*\nRecordings in the recycle bin/],
      ['undo that', /On behalf of Bob Brandt.*\nUndo this\?/],
      ['back to my own recordings', /^Your recordings/],
    ]);
  });

  it('of an officer: recordings of somebody are none of the officer’s own', async () => {
    j = await journey({ env: { COMPLIANCE_OFFICERS: 'officer@example.com' } });
    const officer = j.as('sandbox-officer');
    await officer.connects();
    await officer.says('recordings of alice@example.com');
    assert.match((await officer.card()).text(), /To act as a compliance officer/);
    await officer.follows((await officer.card()).buttons('Connect')[0]?.url ?? '');
    assert.match((await officer.card()).text(), /As a compliance officer.*\n.*hosted by “alice/s);
  });
});
