import { NotAllowed } from '../errors.js';
import { typedIn, whyOf } from '../reason.js';
import { onRecording } from './about.js';
import { askWhy } from './ask-why.js';
import { carryOut } from './change-recording.js';

/** Deletes for good, as a compliance officer, with the reason and the comment on the card. */
export const deleteAsOfficer = onRecording('delete-as-officer', async (about) => {
  // Whoever changed the card's list into one of their own is not acting as an officer.
  if (about.person.reach !== 'officer') throw new NotAllowed('officer');
  const typed = typedIn(about.click.inputs);
  const why = whyOf(typed);
  if ('problem' in why) await askWhy(about, typed, why.problem);
  else await carryOut(about, { name: 'delete-as-officer', what: 'delete', why });
});
