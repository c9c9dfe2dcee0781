import { escapeText } from '../../bot/ui/escape.js';
import { isEver } from '../../query/calendar.js';
import { type ListState, USUAL_DAYS } from '../../query/list-state.js';
import { queryOfState } from '../../query/query.js';
import { sentenceOf } from '../../query/sentence.js';

/** What a list shows, in a sentence: “MP4 recordings about “standup”, in October 2026”. Defused. */
export function listSentence(state: ListState): string {
  const { zone = 'UTC', asOf, host, scope } = state;
  return sentenceOf(queryOfState(state), {
    zone,
    now: asOf * 1_000,
    quote: (text) => escapeText(text, 100),
    own: host === undefined && scope === undefined,
  });
}

/** What is said in place of the rows where there are none. */
export function nothingIn(state: ListState): string {
  const { filter = {}, host, scope, days, span, zone = 'UTC', asOf } = state;
  const longer = span === undefined && days > USUAL_DAYS ? '' : ': a wider search may find some';
  if (filter.integrationTag !== undefined) {
    return 'There are no recordings with this tag in this time. Webex shows a tag only to the integration that made it.';
  }
  if (filter.status === 'deleted' && span && isEver(span, { zone, now: asOf * 1_000 })) {
    return Object.keys(filter).length === 1
      ? 'The recycle bin is empty.'
      : 'There are no such recordings in the recycle bin.';
  }
  if (filter.status === 'deleted') return `The recycle bin holds nothing of this time${longer}.`;
  if (Object.keys(filter).length > 0) return `There are no such recordings in this time${longer}.`;
  return host === undefined && scope === undefined
    ? `You have no recordings in this time${longer}.`
    : `There are no recordings in this time${longer}.`;
}
