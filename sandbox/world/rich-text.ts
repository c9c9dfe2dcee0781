import { createRequire } from 'node:module';
import type { People, Person } from './people.js';

interface Token {
  readonly type: string;
  readonly content: string;
  readonly children: readonly Token[] | null;
}
interface MarkdownIt {
  parse(markdown: string, env: object): readonly Token[];
  renderer: { render(tokens: readonly Token[], options: object, env: object): string };
  options: object;
}

const markdownIt = (
  createRequire(import.meta.url)('markdown-it') as (options: {
    breaks: boolean;
    linkify: boolean;
  }) => MarkdownIt
)({ breaks: true, linkify: false });

/** What Webex makes of the markdown of a message. */
export interface RichText {
  readonly text: string;
  readonly html: string;
  readonly mentioned: readonly Person[];
  readonly mentionsAll: boolean;
}

const MENTION = /<@(personEmail|personId):([^|>]+)(?:\|([^>]*))?>|<@all>/g;
// Stand for the mentions while the markdown is parsed: private-use characters mean nothing in it.
const MARK = /\uE000(\d+)\uE001/g;

/**
 * Renders markdown with Webex's mentions (`<@personEmail:…|Name>`, `<@personId:…|Name>`, `<@all>`).
 * `isMember` says who can be mentioned; a mention of anyone else stays as its name.
 */
export function richText(
  markdown: string,
  people: People,
  isMember: (person: Person) => boolean,
): RichText {
  const mentioned = new Map<string, Person>();
  const mentions: { name: string; html: string }[] = [];
  let mentionsAll = false;
  const marked = markdown
    .replace(/[\uE000\uE001]/g, '')
    .replace(
      MENTION,
      (_whole: string, kind?: string, who: string | undefined = '', name?: string) => {
        if (kind === undefined) {
          mentionsAll = true;
          mentions.push({
            name: 'All',
            html: tag('groupMention', 'all', 'All', 'data-group-type'),
          });
        } else {
          const person = kind === 'personEmail' ? people.byEmail(who) : people.byId(who);
          const shown = name ?? person?.displayName ?? who;
          if (person !== undefined && isMember(person)) {
            mentioned.set(person.uuid, person);
            mentions.push({ name: shown, html: tag('person', person.id, shown, 'data-object-id') });
          } else {
            mentions.push({ name: shown, html: escapeHtml(shown) });
          }
        }
        return `\uE000${mentions.length - 1}\uE001`;
      },
    );
  const put = (rendered: string, how: 'name' | 'html'): string =>
    rendered.replace(MARK, (_whole, index: string) => mentions[Number(index)]?.[how] ?? '');
  const tokens = markdownIt.parse(marked, {});
  return {
    text: put(plain(tokens).trim(), 'name'),
    html: put(markdownIt.renderer.render(tokens, markdownIt.options, {}).trim(), 'html'),
    mentioned: [...mentioned.values()],
    mentionsAll,
  };
}

function plain(tokens: readonly Token[]): string {
  let text = '';
  for (const token of tokens) {
    if (token.type === 'inline') text += plain(token.children ?? []) + '\n';
    else if (token.type === 'softbreak' || token.type === 'hardbreak') text += '\n';
    else text += token.content;
  }
  return text;
}

function tag(type: string, id: string, name: string, idAttribute: string): string {
  return `<spark-mention data-object-type="${type}" ${idAttribute}="${escapeHtml(id)}">${escapeHtml(name)}</spark-mention>`;
}

function escapeHtml(text: string): string {
  return text
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/"/g, '&quot;');
}
