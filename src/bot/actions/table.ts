import type { Action } from './action.js';
import { binSelect } from './bin-select.js';
import { bulkLook, bulkTick } from './bulk-choose.js';
import { bulkAsk, bulkGo } from './bulk-confirm.js';
import { bulkUndo } from './bulk-undo.js';
import { cleanUp, cleanUpRule } from './clean-up.js';
import { jobCancel, jobPause, jobResume, jobShow } from './jobs.js';
import { askDelete, askPurge, askTrash } from './ask-delete.js';
import { deleteOfNobody } from './of-nobody.js';
import { cancelSearch } from './cancel-search.js';
import { changeRecording } from './change-recording.js';
import { connect } from './connect.js';
import { deleteAsOfficer } from './delete-as-officer.js';
import { download, more } from './details.js';
import { edit, search } from './find.js';
import { list, page, refresh } from './list.js';
import { saveSettings } from './save-settings.js';
import { say } from './say.js';
import { setZone } from './set-zone.js';
import { askShare, confirmShare, share } from './share.js';
import { summary } from './summary.js';
import { sendTranscript, transcript } from './transcript.js';
import { watched } from './watched.js';

const all: readonly Action[] = [
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
  deleteOfNobody,
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
  cleanUp,
  cleanUpRule,
  binSelect,
  bulkLook,
  bulkTick,
  bulkAsk,
  bulkGo,
  bulkUndo,
  jobShow,
  jobPause,
  jobResume,
  jobCancel,
  connect,
  saveSettings,
  setZone,
  say,
];

/** Everything that a button can ask for, by the name in its data. */
export const actions: ReadonlyMap<string, Action> = new Map(
  all.map((action) => [action.name, action]),
);
