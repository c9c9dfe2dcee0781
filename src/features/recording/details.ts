import { binDates } from '../list/page.js';
import { onRecording, readRecording } from './about.js';
import { detailsContent, downloadsContent } from './details-card.js';

/** Everything about one recording, in the place of the list. */
export const more = onRecording('more', async (about) => {
  const read = await readRecording(about);
  if (read === undefined) return;
  const { recording } = read;
  const binned = await binDates(about.services, [recording]);
  await about.click.replace(detailsContent(recording, about.state, binned.get(recording.id)));
});

/** Links to download it, fetched for this click and kept nowhere but on the card. */
export const download = onRecording('download', async (about) => {
  const read = await readRecording(about);
  if (read === undefined) return;
  await about.click.replace(downloadsContent(read.recording, about.state));
});
