import assert from 'node:assert/strict';
import { describeConnected } from './support/demo-chat.js';

describeConnected('finding recordings', (page) => {
  it('fills the form in, finds, and edits what was found', async () => {
    const chat = page();
    await chat.say('find');
    const form = await chat.cardSaying('Find recordings');
    await form.getByLabel('Topic contains').fill('weekly');
    await form.getByLabel('From').fill('2026-01-01');
    assert.equal(await form.getByLabel('Order').isVisible(), false);
    // By keyboard: opened, filled in, and closed again; what is hidden counts.
    await chat.button('More filters').focus();
    await chat.page.keyboard.press('Enter');
    await form.getByLabel('Order').selectOption({ label: 'Largest first' });
    await chat.click('More filters');
    await form.getByLabel('Order').waitFor({ state: 'hidden' });
    await chat.click('Search');
    const found = await chat.cardSaying(/about “weekly”.*, the largest first/);
    assert.match(await found.innerText(), /Weekly planning/);
    assert.doesNotMatch(await found.innerText(), /Quarterly roadmap/);

    await chat.click('Change search…');
    const again = await chat.cardSaying('Find recordings');
    assert.equal(await again.getByLabel('Topic contains').inputValue(), 'weekly');
    assert.equal(await again.getByLabel('From').inputValue(), '2026-01-01');
    assert.equal(await again.getByLabel('Order').isVisible(), true, 'a filter that is used shows');
    await again.getByLabel('Topic contains').fill('roadmap');
    await chat.click('Search');
    const roadmap = await chat.cardSaying(/about “roadmap”/);
    assert.match(await roadmap.innerText(), /Quarterly roadmap/);
  });

  it('shows everything about one, leads to its files, and back', async () => {
    const chat = page();
    await chat.say('list');
    await chat.message('list').waitFor();
    const list = chat.page.locator('.card').filter({ hasText: 'from the last 30 days' });
    await list.nth(1).waitFor();
    await chat.click('More…');
    await chat.click('Details');
    const details = await chat.cardSaying('Recorded');
    assert.match(await details.innerText(), /Size\s+211 MB/);
    await chat.click('Download…');
    await chat.cardSaying('The links work until');
    await chat.button('Video').waitFor();
    await chat.button('Audio').waitFor();
    const file = await chat.clickToOpen('Transcript');
    await file.close();
    await chat.click('« Back to the recording');
    await chat.cardSaying('Recorded');
    // The links of the details, by keyboard alone.
    await chat.button('Download…').focus();
    await chat.page.keyboard.press('Tab');
    await chat.page.keyboard.press('Enter');
    await chat.lastCard().getByText('Password:').waitFor();
    await chat.button('Who watched…').focus();
    await chat.page.keyboard.press('Enter');
    await chat.cardSaying('Who watched “');
    await chat.click('« Back to the recording');
    await chat.cardSaying('Recorded');
    await chat.click('« Back to the list');
    await chat.cardSaying('Your recordings from the last 30 days');
  });

  it('shares one with who is typed in, once that is confirmed', async () => {
    const chat = page();
    await chat.say('list about quarterly roadmap');
    await chat.cardSaying('about “quarterly roadmap”');
    await chat.click('More…');
    await chat.click('Share…');
    const form = await chat.cardSaying('Share “Quarterly roadmap');
    await form.getByRole('textbox').first().fill('bob@example.com');
    await chat.click('Next');
    const question = await chat.cardSaying('Gets access');
    // Its address breaks nowhere, and is no link.
    assert.match(await question.innerText(), /Gets access: bob\u2060@\u2060example\u2060\.com/);
    await chat.click('Share');
    await chat.cardSaying('Shared “Quarterly roadmap');
    assert.equal(await chat.page.locator('.card-status.is-error').count(), 0);
  });

  it('keeps a setting that is changed and saved', async () => {
    const chat = page();
    await chat.say('settings');
    const name = 'Send me a storage card every week';
    const form = await chat.cardSaying('Your settings');
    assert.equal(await form.getByRole('checkbox', { name }).isChecked(), false);
    await form.getByRole('checkbox', { name }).click();
    await chat.click('Save');
    await chat.cardSaying('Saved.');
    await chat.say('settings');
    const again = chat.page.locator('.card').filter({ hasText: 'Your settings' }).nth(1);
    assert.equal(await again.getByRole('checkbox', { name }).isChecked(), true);
  });
});
