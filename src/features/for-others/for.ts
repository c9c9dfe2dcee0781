import { type Command, command } from '../../bot/command.js';
import type { BaseContext } from '../../bot/context.js';
import { NoSuchHost, NotAllowed } from '../../bot/errors.js';
import { messageCard } from '../../bot/ui/message.js';
import { samePerson } from '../../webex/ids.js';
import { type AskedFor, type ForOthersDeps, runFor } from './run-for.js';

/** For whom an administrator asks. */
export type Whom =
  | { readonly kind: 'person'; readonly email: string }
  /** All hosts of a site; of the administrator's preferred one where none is named. */
  | { readonly kind: 'everyone'; readonly siteUrl?: string };

/** The two parts of what stands behind `for`. */
export interface ForRequest {
  readonly whom: Whom;
  /** What is asked for them, as it was written. */
  readonly words: string;
}

const EVERYONE =
  /^(?:everyone|everybody|all)(?:\s+(?:on|at)\s+(?:site\s+)?((?:[a-z0-9-]{1,63}\.)+[a-z]{2,20}))?(?=[\s:,]|$)[\s:,]*(.*)$/isu;
const PERSON = /^<?([^\s@<>,:]{1,100}@[^\s@<>,:]{3,200})>?(?=[\s:,]|$)[\s:,]*(.*)$/su;

/**
 * Takes apart what stands behind `for`: an address, or `everyone on acme.webex.com`, and the words.
 *
 * @returns undefined when nobody is named, or only by a name: names are not unique
 */
export function forWhomIn(text: string): ForRequest | undefined {
  const everyone = EVERYONE.exec(text.trim());
  if (everyone !== null) {
    const [, site, words = ''] = everyone;
    const on = site === undefined ? {} : { siteUrl: site.toLowerCase() };
    return { whom: { kind: 'everyone', ...on }, words: words.trim() };
  }
  const [, email, words = ''] = PERSON.exec(text.trim()) ?? [];
  return email === undefined ? undefined : { whom: { kind: 'person', email }, words: words.trim() };
}

/**
 * `for bob@example.com list`: what an administrator asks for somebody else. That they may is seen
 * first, so that nobody else learns whom Webex knows.
 */
export const forSomeone = (deps: ForOthersDeps): Command =>
  command({
    name: 'for',
    words: ['for', 'on behalf of'],
    help: '**for bob@example.com list** – administrators: somebody else’s recordings; **for everyone on acme.webex.com list** – a whole site’s',
    group: 'others',
    run: async (ctx, rest) => {
      if (!(await deps.roles.has(ctx.actor, 'administrator'))) {
        throw new NotAllowed('administrator');
      }
      const asked = forWhomIn(rest);
      if (asked === undefined) {
        await ctx.reply(howToAsk());
        return;
      }
      await runFor(ctx, await resolved(ctx, asked, deps));
    },
  });

async function resolved(
  { actor }: BaseContext,
  { whom, words }: ForRequest,
  { hosts }: ForOthersDeps,
): Promise<AskedFor> {
  const { personId, email } = actor;
  if (whom.kind === 'everyone') {
    const line = words === '' ? 'list' : words;
    const where = whom.siteUrl === undefined ? '' : ` on site ${whom.siteUrl}`;
    return {
      actor: { personId, email, scope: 'site' },
      words: `${line}${where}`,
    };
  }
  const host = await hosts.byEmail(whom.email);
  if (host === undefined) throw new NoSuchHost();
  // One’s own recordings need no administrator.
  return {
    actor: samePerson(host.personId, personId) ? actor : { personId, email, onBehalfOf: host },
    words,
  };
}

function howToAsk() {
  return messageCard({
    title: 'For whom?',
    paragraphs: [
      'Write their address in Webex, and behind it what you would write for yourself: **for bob@example.com list**. A name alone is not enough, since several people can have it.',
      'For all hosts of a site that you manage: **for everyone on acme.webex.com list**.',
    ],
    buttons: [{ title: 'Show my recordings', data: { action: 'list' } }],
  });
}
