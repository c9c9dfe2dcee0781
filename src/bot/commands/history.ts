import { NotConnected, NotServed } from '../../accounts/errors.js';
import type { Someone } from '../../accounts/linking.js';
import { withAuthority } from '../../accounts/with-authority.js';
import { getRecording } from '../../recordings/get.js';
import { isWebexError, WebexRefused } from '../../webex/errors.js';
import { uuidOf } from '../../webex/ids.js';
import type { Services } from '../services.js';
import { historyContent } from '../views/history.js';
import { topicOf } from '../views/recording-row.js';
import type { Command } from './command.js';

const LATEST = 10;
const SHORT_TOPIC = 80;

/** `history`: what the person had done to their recordings, connected or not. */
export const history: Command = {
  name: 'history',
  words: ['history', 'my history', 'show history', 'show my history', 'what did i do'],
  help: '**history** – what you had me delete, restore and share',
  run: async (turn, _rest, services) => {
    const entries = await services.audit.history(uuidOf(turn.person.personId), LATEST);
    const ids = [...new Set(entries.map(({ recordingId }) => recordingId))];
    const topics = ids.length === 0 ? undefined : await topicsOf(services, turn.person, ids);
    await turn.tell(
      historyContent(entries.map((entry) => ({ entry, topic: topics?.get(entry.recordingId) }))),
    );
  },
};

/** Topics are not kept: they are read again, with the person's own token, where they still can be. */
async function topicsOf(
  { webex, authorities }: Services,
  person: Someone,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  try {
    const found = await withAuthority(authorities, person, (authority) =>
      Promise.all(
        ids.map(async (id): Promise<[string, string][]> => {
          try {
            const recording = await getRecording(webex, authority, id);
            return recording === undefined ? [] : [[id, topicOf(recording, SHORT_TOPIC)]];
          } catch (error) {
            // One that cannot be read is one without a topic; a token that is over needs renewing.
            const over = error instanceof WebexRefused && error.status === 401;
            if (over || !isWebexError(error)) throw error;
            return [];
          }
        }),
      ),
    );
    return new Map(found.flat());
  } catch (error) {
    const without =
      error instanceof NotConnected || error instanceof NotServed || isWebexError(error);
    if (!without) throw error;
    return new Map();
  }
}
