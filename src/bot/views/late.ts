import type { Content } from '../../webex/messages.js';
import { card } from '../card.js';
import { onTop } from './on-top.js';

const TEXT =
  '**You pressed a button a while ago, and I could not act then.** Nothing was done. If you still want it, press it again.';

/** The same content, and on top of it why somebody is asked again. */
export function askedLate({ card: below, markdown, ...rest }: Content): Content {
  return {
    ...rest,
    markdown: `${TEXT}\n\n${markdown}`,
    ...(below === undefined ? {} : { card: onTop(card('late', { text: TEXT }), below) }),
  };
}
