import type { Details } from '../../recordings/recording.js';
import type { Content } from '../../webex/messages.js';
import type { ListState } from '../list-state.js';
import { waysBack } from './about-buttons.js';
import { cardDateTime, plainDateTime } from './dates.js';
import { messageContent } from './message.js';
import { topicOf } from './recording-row.js';

const SHORT_TOPIC = 120;

/**
 * What can be downloaded of a recording. The links stand in the card alone, never in the fallback:
 * they work for whoever has them.
 */
export function downloadsContent(recording: Details, state: ListState): Content {
  const title = `Download “${topicOf(recording, SHORT_TOPIC)}”`;
  const buttons = waysBack(recording, state);
  const found = recording.temporaryDirectDownloadLinks;
  const links = [
    { title: 'Video', url: found?.recordingDownloadLink },
    { title: 'Audio', url: found?.audioDownloadLink },
    { title: 'Transcript', url: found?.transcriptDownloadLink },
  ].flatMap(({ title: name, url }) => (url === undefined ? [] : [{ title: name, url }]));
  if (links.length === 0) {
    const paragraphs = [
      'Webex gives no download for this recording: downloading it is prevented, by its host or by your site.',
      'Its host can change that where the recording is edited on the Webex site.',
    ];
    return messageContent({ title, paragraphs, buttons });
  }
  const until = Date.parse(found?.expiration ?? '');
  const words = (dateTime: (ms: number) => string): string[] => [
    Number.isNaN(until)
      ? 'The links work for three hours at most. After that, ask for new ones here.'
      : `The links work until ${dateTime(until)}. After that, ask for new ones here.`,
    'They work without signing in, for everyone who has them: hand them on with care.',
  ];
  const { markdown } = messageContent({ title, paragraphs: words(plainDateTime) });
  return {
    ...messageContent({ title, paragraphs: words(cardDateTime), links, buttons }),
    markdown: `${markdown}\n\nThe links are on the card.`,
  };
}
