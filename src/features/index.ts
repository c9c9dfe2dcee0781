import type { Action } from '../bot/action.js';
import type { JobKind } from '../jobs/kind.js';
import { connectAction } from './account/connect.js';
import { binSelectAction } from './bin/bin.js';
import { bulkLook, bulkTick } from './bulk/choose.js';
import { bulkAsk, bulkGo } from './bulk/confirm.js';
import { jobCancel, jobPause, jobResume, jobShow } from './bulk/job-actions.js';
import { bulkKinds } from './bulk/job.js';
import { bulkUndo } from './bulk/undo.js';
import { cleanUpAction, cleanUpRule } from './clean-up/command.js';
import { changeRecording, deleteAsOfficer } from './delete/actions.js';
import { askDelete, askPurge, askTrash } from './delete/ask.js';
import { deleteOrphaned } from './delete/of-nobody.js';
import { edit, search } from './find/actions.js';
import { say } from './help/say.js';
import { cancelSearch, list, page, refresh } from './list/actions.js';
import { searchJob } from './list/search/job.js';
import { download, more } from './recording/details.js';
import { summary } from './recording/summary.js';
import { sendTranscript, transcript } from './recording/transcript.js';
import { watched } from './recording/watched.js';
import { saveSettings } from './settings/settings.js';
import { setZone } from './settings/time-zone.js';
import { askShare, confirmShare, share } from './share/actions.js';

const allActions: readonly Action[] = [
  list,
  page,
  refresh,
  edit,
  search,
  cancelSearch,
  changeRecording('trash', 'trash'),
  changeRecording('restore', 'restore'),
  askDelete,
  askTrash,
  askPurge,
  changeRecording('delete', 'delete'),
  deleteAsOfficer,
  deleteOrphaned,
  more,
  download,
  watched,
  transcript,
  sendTranscript('txt'),
  sendTranscript('vtt'),
  summary,
  askShare,
  confirmShare,
  share,
  cleanUpAction,
  cleanUpRule,
  binSelectAction,
  bulkLook,
  bulkTick,
  bulkAsk,
  bulkGo,
  bulkUndo,
  jobShow,
  jobPause,
  jobResume,
  jobCancel,
  connectAction,
  saveSettings,
  setZone,
  say,
];

/** Everything that a button can ask for, by the name in its data. */
export const actions: ReadonlyMap<string, Action> = new Map(
  allActions.map((action) => [action.name, action]),
);

const allKinds: readonly JobKind[] = [searchJob, ...bulkKinds];

/** Every kind of work that goes on by itself, by its name. */
export const jobKinds: ReadonlyMap<string, JobKind> = new Map(
  allKinds.map((kind) => [kind.name, kind]),
);
