import { withToken } from '../../accounts/token-provider.js';
import { type Actor, isOutOfReach } from '../../accounts/types.js';
import { latest, windowOf } from '../../query/list-state.js';
import { listRecordings } from '../../recordings/list.js';
import { recordedIn } from '../../recordings/types.js';
import { withTimeout } from '../../util/async.js';
import { isWebexError } from '../../webex/errors.js';
import type { Deps } from '../deps.js';

export type HelpDeps = Pick<Deps, 'webex' | 'tokens' | 'roles' | 'now'>;

/** Help does without examples of the person's own rather than let them wait. */
const PATIENCE_MS = 1_500;

/** The topics of a person's latest recordings, and the commands of roles that they do not have. */
export async function aboutPerson(
  deps: HelpDeps,
  actor: Actor,
): Promise<{ readonly topics: readonly string[]; readonly notTheirs: readonly string[] }> {
  const [topics = [], notTheirs] = await Promise.all([
    withTimeout(PATIENCE_MS, (signal) => latestTopics(deps, actor, signal)),
    commandsOfOthers(deps, actor),
  ]);
  return { topics, notTheirs };
}

/** The topics of their latest recordings, as they are; none where Webex does not tell. */
async function latestTopics(
  { webex, tokens, now }: HelpDeps,
  actor: Actor,
  signal: AbortSignal,
): Promise<string[]> {
  const query = { ...recordedIn(windowOf(latest(now())), now()), limit: 5, signal };
  const found = await withToken(tokens, actor, (token) =>
    listRecordings(webex, token, query),
  ).catch(undefinedIfRefused);
  return found?.recordings.map(({ topic }) => topic) ?? [];
}

async function commandsOfOthers({ roles }: HelpDeps, actor: Actor): Promise<string[]> {
  const each = ACTS_BY.map(async ([role, name]) => {
    const has = await roles.has(actor, role).catch(undefinedIfRefused);
    return has === true ? [] : [name];
  });
  return (await Promise.all(each)).flat();
}

const ACTS_BY = [
  ['administrator', 'for'],
  ['officer', 'compliance'],
] as const;

/** Help leaves out what Webex does not tell. */
function undefinedIfRefused(error: unknown): undefined {
  if (!isOutOfReach(error) && !isWebexError(error)) throw error;
}

/** Words alone: nothing of a topic that could be read as anything else, wherever it stands. */
const PLAIN_TOPIC = /^[\p{L}\p{N}]+(?: [\p{L}\p{N}]+){0,4}$/u;
const LONGEST_TOPIC = 36;

/** Five lines to press or to write. @param topics as others wrote them */
export function examplesOf(topics: readonly string[]): string[] {
  const plain = topics.filter((topic) => PLAIN_TOPIC.test(topic) && topic.length <= LONGEST_TOPIC);
  const [first, second] = new Set(plain);
  return [
    ...(first === undefined
      ? ['find', 'never watched']
      : [`about "${first}"`, `who watched "${second ?? first}"`]),
    'largest 10 of the last 90 days',
    'recordings from last week',
    'clean up older than 90 days',
  ];
}
