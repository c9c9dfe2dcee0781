import { samePerson } from '../../webex/ids.js';
import { NoSuchHost, NotAllowed } from '../errors.js';
import type { Services } from '../services.js';
import type { Turn } from '../turn.js';
import { messageContent } from '../views/message.js';
import type { Command, Understood } from './command.js';
import { forWhomIn, type Asked } from './for-whom.js';
import { runFor } from './run-for.js';

/**
 * `for bob@example.com list`: what an administrator asks for somebody else. That they may is seen
 * first, so that nobody else learns whom Webex knows.
 *
 * @param understand what a line of words means
 */
export function forSomeone(understand: (line: string) => Understood): Command {
  return {
    name: 'for',
    words: ['for', 'on behalf of'],
    help: '**for bob@example.com list** – administrators: somebody else’s recordings; **for everyone on acme.webex.com list** – a whole site’s',
    group: 'others',
    run: async (turn, rest, services) => {
      if (!(await services.roles.has(turn.person, 'administrator'))) {
        throw new NotAllowed('administrator');
      }
      const asked = forWhomIn(rest);
      if (asked === undefined) {
        await turn.tell(howToAsk());
        return;
      }
      await runFor(turn, await resolved(turn, asked, services), services, understand);
    },
  };
}

async function resolved({ person }: Turn, { whom, words }: Asked, { hosts }: Services) {
  const { personId, email } = person;
  if (whom.kind === 'everyone') {
    const line = words === '' ? 'list' : words;
    const where = whom.siteUrl === undefined ? '' : ` on site ${whom.siteUrl}`;
    return {
      acting: { personId, email, reach: 'everyone' } as const,
      words: `${line}${where}`,
    };
  }
  const host = await hosts.byEmail(whom.email);
  if (host === undefined) throw new NoSuchHost();
  // One’s own recordings need no administrator.
  return {
    acting: samePerson(host.personId, personId) ? person : { personId, email, host },
    words,
  };
}

function howToAsk() {
  return messageContent({
    title: 'For whom?',
    paragraphs: [
      'Write their address in Webex, and behind it what you would write for yourself: **for bob@example.com list**. A name alone is not enough, since several people can have it.',
      'For all hosts of a site that you manage: **for everyone on acme.webex.com list**.',
    ],
    buttons: [{ title: 'Show my recordings', data: { action: 'list' } }],
  });
}
