/**
 * Markdown as Webex shows it. Cards know only emphasis, links and lists (no escapes: the native clients
 * have none); messages know headings, code, quotes and mentions as well. HTML is never let through.
 */
const forCards = markdownit('zero', { html: false, linkify: false, breaks: true }).enable([
  'emphasis',
  'link',
  'list',
  'newline',
]);

const forMessages = markdownit({ html: false, linkify: true, breaks: true }).disable(['image']);

forMessages.inline.ruler.before('autolink', 'mention', (state, silent) => {
  const found = /^<@(?:personEmail|personId|all):?([^|>]*)\|?([^>]*)>/.exec(
    state.src.slice(state.pos),
  );
  if (!found) return false;
  if (!silent) {
    const name = found[2] === undefined || found[2] === '' ? (found[1] ?? '') : found[2];
    const token = state.push('mention', '', 0);
    token.content = name === '' ? 'All' : name;
  }
  state.pos += found[0].length;
  return true;
});
forMessages.renderer.rules.mention = (tokens, index) =>
  `<span class="mention">@${forMessages.utils.escapeHtml(tokens[index]?.content ?? '')}</span>`;

/** A message without markdown: only its addresses are live. */
const forPlainText = markdownit('zero', { html: false, linkify: true, breaks: true }).enable([
  'linkify',
  'newline',
]);

for (const markdown of [forCards, forMessages, forPlainText]) {
  markdown.renderer.rules.link_open = (tokens, index, options, _env, self) => {
    tokens[index]?.attrSet('target', '_blank');
    tokens[index]?.attrSet('rel', 'noopener noreferrer');
    return self.renderToken(tokens, index, options);
  };
}

/** The text of a TextBlock, fact, choice or toggle as HTML. */
export function cardMarkdown(text: string): string {
  return forCards.render(text);
}

/** A message's markdown as HTML. */
export function messageMarkdown(text: string): string {
  return forMessages.render(text);
}

/** A message's plain text as HTML: only links live. */
export function plainText(text: string): string {
  return forPlainText.render(text);
}
