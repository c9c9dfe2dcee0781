import { type Action, nothing } from '../../bot/action.js';
import { binDates } from '../list/index.js';
import { type RecordingDeps, onRecording, readRecording } from './about.js';
import { detailsCard, downloadsCard } from './details-card.js';

/** Everything about one recording, in the place of the list. */
export const more = (deps: RecordingDeps): Action =>
  onRecording(deps, {
    name: 'more',
    extra: nothing,
    run: async (about) => {
      const read = await readRecording(about);
      if (read === undefined) return;
      const { recording } = read;
      const binned = await binDates(about.deps, [recording]);
      await about.ctx.update(detailsCard(recording, about.state, binned.get(recording.id)));
    },
  });

/** Links to download it, fetched for this click and kept nowhere but on the card. */
export const download = (deps: RecordingDeps): Action =>
  onRecording(deps, {
    name: 'download',
    extra: nothing,
    run: async (about) => {
      const read = await readRecording(about);
      if (read === undefined) return;
      await about.ctx.update(downloadsCard(read.recording, about.state));
    },
  });
