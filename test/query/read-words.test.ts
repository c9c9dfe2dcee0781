import assert from 'node:assert/strict';
import { runInNewContext } from 'node:vm';
import { read, told } from './told.js';

describe('words about recordings', () => {
  const sentences: readonly (readonly [string, string])[] = [
    ['', 'Your recordings from the last 30 days'],
    ['please', 'Your recordings from the last 30 days'],
    ['everything', 'Your recordings of all time'],
    ['recordings about standup last month', 'Recordings about “standup”, in October 2026'],
    ['top 50', 'Your recordings from the last 30 days, top 50'],
    ['20', 'Your recordings from the last 30 days, top 20'],
    ['5 please', 'Your recordings from the last 30 days, top 5'],
    ['last 5', 'Your recordings from the last 30 days, top 5'],
    ['last 5 days top 5', 'Your recordings from the last 5 days, top 5'],
    ['up to 10', 'Your recordings from the last 30 days, top 10'],
    ['largest', 'Your recordings from the last 30 days, the largest first'],
    ['longest 10', 'Your recordings from the last 30 days, the longest first, top 10'],
    ['the 3 biggest ones', 'Your recordings from the last 30 days, the largest first, top 3'],
    ['sorted by length', 'Your recordings from the last 30 days, the longest first'],
    ['newest 7', 'Your recordings from the last 30 days, top 7'],
    ['about the last week', 'Your recordings 9–15 November 2026'],
    ['about the standup', 'Recordings about “standup”, from the last 30 days'],
    ['state of the union in march', 'Recordings about “state of the union”, in March 2026'],
    ['"MP4 since 1 Oct"', 'Recordings about “MP4 since 1 Oct”, from the last 30 days'],
    ['„Zoë“ «und» “Bo”', 'Recordings about “Zoë und Bo”, from the last 30 days'],
    ['about "say ""hi"""', 'Recordings about “say "hi"”, from the last 30 days'],
    ['about \uE0000\uE000 \uE001x', 'Recordings about “0 x”, from the last 30 days'],
    ["yesterday's recordings", 'Your recordings on 21 November 2026'],
    ['last week’s standup', 'Recordings about “standup”, 9–15 November 2026'],
    ["Monday's standup", 'Recordings about “standup”, on 16 November 2026'],
    ['last two weeks’ recordings', 'Your recordings from the last 14 days'],
    ['my last recording', 'Your recordings from the last 30 days, the newest one'],
    ['my last', 'Your recordings from the last 30 days, the newest one'],
    ['last', 'Your recordings from the last 30 days, the newest one'],
    ['my latest recording', 'Your recordings from the last 30 days, the newest one'],
    ['my last recordings', 'Your recordings from the last 30 days'],
    ['latest', 'Your recordings from the last 30 days'],
    ['my last mp4', 'MP4 recordings, from the last 30 days, the newest one'],
    ['the largest recording', 'Your recordings of all time, the largest one'],
    ['20 mp4', 'MP4 recordings, from the last 30 days, top 20'],
    ['20 from last month', 'Your recordings in October 2026, top 20'],
    ['10 recordings since monday', 'Your recordings since 16 November 2026, top 10'],
    ['10 recordings of the standup', 'Recordings about “standup”, from the last 30 days, top 10'],
    ['20 about standup', 'Recordings about “standup”, from the last 30 days, top 20'],
    ['10, largest first', 'Your recordings from the last 30 days, the largest first, top 10'],
    ['last 24 hrs', 'Your recordings from the last 24 hours'],
    ['last 2 wks top 5', 'Your recordings from the last 14 days, top 5'],
    ['1 on 1', 'Recordings about “1 on 1”, from the last 30 days'],
    ['360 review last week', 'Recordings about “360 review”, 9–15 November 2026'],
    ['2025 recordings about x', 'Recordings about “x”, in 2025'],
    ['roadmap 2025', 'Recordings about “roadmap 2025”, from the last 30 days'],
  ];
  for (const [text, sentence] of sentences) {
    it(`“${text}”`, () => {
      assert.equal(told(text), sentence);
      assert.deepEqual(read(text).problems, []);
    });
  }

  it('say what they are not understood as', () => {
    assert.equal(read('foo about bar mp4').guessed, 'foo');
    assert.equal(read('"bar" foo').guessed, 'foo');
    assert.equal(read('standup yesterday').guessed, 'standup');
    assert.equal(read('about standup').guessed, '');
  });

  it('tell whether there was anything to recognise', () => {
    for (const text of ['the weather in Oslo', 'hello there', 'about', '""', '…']) {
      assert.equal(read(text).recognised, false, text);
    }
    for (const text of ['mp4', 'yesterday', 'about x', '"x"', 'largest']) {
      assert.equal(read(text).recognised, true, text);
    }
  });

  it('need the zone of the person only where days of the calendar are meant', () => {
    assert.equal(read('mp4 last 90 days').zoned, false);
    assert.equal(read('mp4 since yesterday').zoned, true);
  });

  const problems: readonly (readonly [string, RegExp])[] = [
    ['0', /1 to 1000/],
    ['-1', /1 to 1000/],
    ['top 1001', /1 to 1000/],
    ['largest 5000', /1 to 1000/],
    ['meeting 123 456 7890', /123 456 7890 is a meeting number/],
    ['meeting number 1234-567-8901', /1234 567 8901 is a meeting number/],
    ['123456789', /123 456 789 is a meeting number/],
    ['purged', /compliance officers/],
    ['tomorrow', /future/],
    ['next week', /future/],
    ['in 2001', /ten years/],
    ['from 15 Oct 2026 to 1 Oct 2026', /first day comes after/],
  ];
  for (const [text, expected] of problems) {
    it(`“${text}” cannot be, and why`, () => {
      assert.match(read(text).problems.join(' '), expected);
    });
  }

  it('are told what Webex cannot do', () => {
    assert.match(read('never watched in 2024').notes.join(), /one year back only/);
    assert.match(read('last week from 9am to 5pm').notes.join(), /hours of one day only/);
  });

  it('are read to the end, whatever is said again and again', () => {
    const said = ['1 and ', '1, ', '1st & ', 'q1 and ', 'may 1, ', 'mon, ', '9 to ', '1:30 '];
    const days = [
      'monday a ',
      'last week monday, ',
      '5.10. - ',
      'twenty fourth ',
      '3pm est ',
      'topic:a since:',
      'late last night ',
    ];
    const more = [
      ...days,
      'last ',
      'from 1 to ',
      'week 1 and ',
      'bob and ',
      'oct, ',
      'not from bob ',
      'with bob in it ',
      'between one and ',
      'that lasts for ',
      'tokyo time ',
      'watched but not ',
      'last day of ',
      'bob smith <',
      'two point ',
      "bob's, ",
      'more than ',
      '"a ',
    ];
    const all = [...said, ...more];
    const alone = all.map((one) => one.repeat(200).slice(0, 300));
    // Again and again, “a b” is as good as “b a”.
    const pairs = all.flatMap((one, at) =>
      all.slice(at + 1).map((other) => (one + other).repeat(20).slice(0, 100)),
    );
    for (const line of [...alone, ...pairs]) {
      // A pattern that tries all ways to part a line would not end in a lifetime.
      runInNewContext('read()', { read: () => read(line) }, { timeout: 30_000 });
    }
  });

  it('are cut where they are endless', () => {
    const { query } = read(`about ${'😀'.repeat(1_000)}`);
    assert.equal(query.filter.topic, '😀'.repeat(50));
  });
});
