import { withAuthority } from '../../accounts/with-authority.js';
import { stateOf } from '../../recordings/change.js';
import { getRecording } from '../../recordings/get.js';
import { listContent } from '../show-list.js';
import { confirmDeleteContent } from '../views/confirm-delete.js';
import { expiredContent } from '../views/expired.js';
import type { Action } from './action.js';
import { listOf, refreshed, targetOf } from './inputs.js';

/** Asks once more before a permanent deletion, with the recording as Webex has it now. */
export const askDelete: Action = {
  name: 'ask-delete',
  run: async (click, services) => {
    const target = targetOf(click.inputs);
    if (target === undefined) {
      await click.replace(expiredContent());
      return;
    }
    const state = refreshed(listOf(click.inputs, services.now()), services.now());
    const recording = await withAuthority(services.authorities, click.person, (authority) =>
      getRecording(services.webex, authority, target.id),
    );
    if (recording !== undefined && stateOf(recording) !== 'gone') {
      await click.replace(confirmDeleteContent(recording, state));
      return;
    }
    const text = 'That recording is not there any more: it is already gone for good.';
    const notice = { style: 'accent', text, plain: text } as const;
    await click.replace(await listContent(services, click.person, state, notice));
  },
};
