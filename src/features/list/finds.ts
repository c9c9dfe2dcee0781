import type { Actor } from '../../accounts/types.js';
import { withToken } from '../../accounts/token-provider.js';
import { type Meant, ofTitle } from '../../bot/feature.js';
import { keeps } from '../../query/fields.js';
import { windowOf } from '../../query/list-state.js';
import { stateOfQuery } from '../../query/query.js';
import { readWords } from '../../query/read-words.js';
import { LARGEST_PAGE, listRecordings } from '../../recordings/list.js';
import { recordedIn } from '../../recordings/types.js';
import { withTimeout } from '../../util/async.js';
import { SECOND } from '../../util/time.js';
import type { ListDeps } from './deps.js';

/** A person waits for this before they are asked whether they meant a search. */
const PATIENCE_MS = 3 * SECOND;

/**
 * True when a line that may be a topic alone, or one of “… recordings”, is one: the usual list has a recording
 * of theirs about it. One call; where Webex does not tell, or not soon, false.
 */
export async function isTopicOfTheirs(
  { webex, tokens, now, log }: Pick<ListDeps, 'webex' | 'tokens' | 'now' | 'log'>,
  actor: Actor,
  { name, text, isTopic, isTitle }: Meant,
): Promise<boolean> {
  if (isTopic !== true && isTitle !== true && name !== 'list') return false;
  const calendar = { now: now(), zone: 'UTC' };
  const sought = isTitle === true ? ofTitle(text) : text;
  const state = stateOfQuery(readWords(sought.replace(/^\S+\s+/, ''), calendar).query, calendar);
  const { filter } = state;
  if (filter?.topic === undefined && filter?.anyTopic === undefined) return false;
  const span = recordedIn(windowOf(state), calendar.now);
  try {
    const found = await withTimeout(PATIENCE_MS, (signal) =>
      withToken(tokens, actor, (authority) =>
        listRecordings(webex, authority, { ...span, filter, limit: LARGEST_PAGE, signal }),
      ),
    );
    return found?.recordings.some((recording) => keeps(filter, recording)) ?? false;
  } catch (error) {
    log.debug({ err: error }, 'topic not looked for');
    return false;
  }
}
