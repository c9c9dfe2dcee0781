import assert from 'node:assert/strict';
import type { Locator } from 'playwright-core';
import type { Chat } from './support/chat.js';
import { describeConnected } from './support/demo-chat.js';
import { picture } from './support/picture.js';

/** Walks by Tab, or back by Shift+Tab, until it stands on what has this name, and presses Enter there. */
async function enters(chat: Chat, name: string, key: 'Tab' | 'Shift+Tab'): Promise<void> {
  const passed: unknown[] = [];
  while (passed.at(-1) !== name) {
    assert.ok(passed.length < 40, `${name} is not among ${passed.join(', ')}`);
    await chat.page.keyboard.press(key);
    passed.push(await chat.page.evaluate('document.activeElement.innerText.trim()'));
  }
  await chat.page.keyboard.press('Enter');
}

/** All of a list but the time at which it was read. */
const rowsOf = async (list: Locator): Promise<string> =>
  (await list.innerText()).replace(/as of .*/, '');

describeConnected('cleaning up', (page) => {
  it('goes from a rule over ticks and a question to the report, and takes it back', async () => {
    const chat = page();
    await chat.say('clean up');
    const form = await chat.cardSaying('Clean up recordings');
    await form.getByLabel('Older than').fill('60');
    await chat.click('Find them');
    const choice = await chat.cardSaying(/\d+ recordings found/);
    const found = Number(/(\d+)\srecordings found/.exec(await choice.innerText())?.[1]);
    assert.ok(found > 8, `${found} are more than a page of ticks`);
    await picture(chat, 'clean-up');
    assert.equal(await chat.page.getByText(/\.csv/).count(), 0);
    await chat.button('Get the list as a file').focus();
    await chat.page.keyboard.press('Enter');
    await chat.page.getByText(/recordings .*\.csv/).waitFor();

    await chat.click('Review list');
    const ticks = await chat.cardSaying(`${found} of ${found} selected`);
    await ticks.getByRole('checkbox').first().uncheck();
    await chat.click('Done');
    await chat.cardSaying(`Selected: ${found - 1} recordings`);
    await chat.click(`Move ${found - 1} recordings to the bin…`);
    await chat.cardSaying(new RegExp(`Move ${found - 1} recordings .*to the recycle bin\\?`));
    await chat.click('Yes, move them to the recycle bin');
    await chat.cardSaying(new RegExp(`Moved ${found - 1} recordings`));
    await chat.click(/^Undo/);
    await chat.cardSaying(new RegExp(`Restored ${found - 1} recordings`));
    assert.equal(await chat.page.locator('.card-status.is-error').count(), 0);
  });

  it('asks each month on request, by mouse and by keyboard, and moves nothing by itself', async () => {
    const chat = page();
    await chat.say('clean up older than 90 days');
    await chat.cardSaying(/\d+ recordings found/);
    await chat.click('Ask me every month');
    await chat.cardSaying(/recordings found.*I ask you about these each month. I delete nothing/s);
    await chat.click('Stop asking');
    await chat.cardSaying('Monthly clean-up questions are off');
    await chat.say('clean up older than 91 days');
    await chat.cardSaying(/\d+ recordings found.*91 days/s);
    await enters(chat, 'Ask me every month', 'Shift+Tab');
    const asked = await chat.cardSaying(/91 days.*I ask you about these each month/s);
    assert.match(await asked.innerText(), /Move \d+ recordings? to the bin…/);
    await enters(chat, 'Stop asking', 'Tab');
    await chat.cardSaying('Monthly clean-up questions are off');
  });

  it('asks about one of the list by keyboard alone, and lets it be', async () => {
    const chat = page();
    await chat.say('list last 31 days');
    const list = await chat.cardSaying('Your recordings from the last 31 days');
    const before = await rowsOf(list);
    // From the box, where everybody begins, up to the last row.
    await enters(chat, 'More…', 'Shift+Tab');
    await chat.button('Delete…').waitFor();
    await enters(chat, 'Delete…', 'Tab');
    await chat.cardSaying(/^Delete “.*You can restore it/s);
    await enters(chat, 'Cancel', 'Tab');
    const after = await chat.cardSaying('Your recordings from the last 31 days');
    assert.equal(await rowsOf(after), before);
  });

  it('asks about two that were ticked by mouse, and lets them be', async () => {
    const chat = page();
    await chat.say('list last 32 days');
    const list = await chat.cardSaying('Your recordings from the last 32 days');
    const before = await rowsOf(list);
    await chat.click('Select several…');
    const ticks = await chat.cardSaying(/Tick the ones/);
    for (const at of [0, 2]) await ticks.getByRole('checkbox').nth(at).click();
    await chat.click('Delete…');
    await chat.cardSaying(/Move 2 recordings .*to the recycle bin\?/);
    await chat.click('Back');
    const again = await chat.cardSaying(/^2 of \d+ selected/);
    assert.equal(await again.getByRole('checkbox', { checked: true }).count(), 2);
    await chat.click('Cancel');
    const after = await chat.cardSaying('Your recordings from the last 32 days');
    assert.equal(await rowsOf(after), before);
  });

  it('deletes from the recycle bin for good when the number is typed, and only then', async () => {
    const chat = page();
    await chat.say('bin');
    await chat.cardSaying('Your recycle bin');
    await chat.click('Select several…');
    const ticks = await chat.cardSaying('In your recycle bin: 2 recordings');
    const boxes = ticks.getByRole('checkbox');
    assert.equal(await boxes.count(), 2);
    for (const box of await boxes.all()) assert.equal(await box.isChecked(), false);
    // By keyboard alone: ticked, and asked about.
    await boxes.last().focus();
    await chat.page.keyboard.press('Space');
    await chat.button('Delete permanently…').focus();
    await chat.page.keyboard.press('Enter');
    const question = await chat.cardSaying('Delete 1 recording');
    await question.getByLabel('Type 1 to delete it').fill('2');
    await chat.click('Yes, delete it permanently');
    const again = await chat.cardSaying('That doesn’t match.');
    await again.getByLabel('Type 1 to delete it').fill('1');
    await chat.click('Yes, delete it permanently');
    await chat.cardSaying('Deleted 1 recording');
    await chat.say('bin');
    const left = await chat.cardSaying(/Your recycle bin\s+1 recording/);
    assert.equal(await left.getByRole('button', { name: 'Restore' }).count(), 1);
  });
});
