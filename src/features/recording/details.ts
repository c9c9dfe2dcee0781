import { binDates } from '../list/page.js';
import { onRecording, readRecording } from './about.js';
import { detailsCard, downloadsCard } from './details-card.js';

/** Everything about one recording, in the place of the list. */
export const more = onRecording('more', async (about) => {
  const read = await readRecording(about);
  if (read === undefined) return;
  const { recording } = read;
  const binned = await binDates(about.deps, [recording]);
  await about.ctx.update(detailsCard(recording, about.state, binned.get(recording.id)));
});

/** Links to download it, fetched for this click and kept nowhere but on the card. */
export const download = onRecording('download', async (about) => {
  const read = await readRecording(about);
  if (read === undefined) return;
  await about.ctx.update(downloadsCard(read.recording, about.state));
});
