import assert from 'node:assert/strict';
import { richText } from '../../../sandbox/world/rich-text.js';
import { World } from '../../../sandbox/world/world.js';

describe('rich text', () => {
  const { people, bot } = new World();
  const render = (markdown: string) =>
    richText(markdown, people, ({ email }) => email !== 'carol@example.com');

  it('becomes plain text and html', () => {
    const { text, html } = render('# Hi\n- **one**\n- [two](https://x.test)\n\n`a < b`');
    assert.equal(text, 'Hi\none\ntwo\na < b');
    assert.match(html, /<h1>Hi<\/h1>/);
    assert.match(html, /<a href="https:\/\/x\.test">two<\/a>/);
    assert.match(html, /a &lt; b/);
  });

  it('never lets HTML through', () => {
    assert.ok(!render('<script>alert(1)</script>').html.includes('<script'));
    assert.ok(!render('<@personEmail:recordings@webex.bot|<img src=x>').html.includes('<img'));
  });

  it('knows who is mentioned, once each, and only members', () => {
    const rich = render(
      `<@personEmail:Recordings@webex.bot|Rec & Co> <@personId:${bot.id}> <@personEmail:carol@example.com|Carol> <@all>`,
    );
    assert.deepEqual(rich.mentioned, [bot]);
    assert.equal(rich.mentionsAll, true);
    assert.equal(rich.text, 'Rec & Co Recordings Carol All');
    assert.match(
      rich.html,
      /<spark-mention data-object-type="person" data-object-id="[^"]+">Rec &amp; Co</,
    );
  });
});
