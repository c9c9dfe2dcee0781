import { withAuthority } from '../accounts/with-authority.js';
import type { Someone } from '../accounts/linking.js';
import { listRecordings, type Listing } from '../recordings/list.js';
import type { Authority } from '../recordings/authority.js';
import type { Content } from '../webex/messages.js';
import { windowOf, type ListState } from './list-state.js';
import type { Services } from './services.js';
import type { Notice } from './views/notice.js';
import { recordingsContent } from './views/recordings.js';

/** The recordings of a list, under this authority. Rejects with a WebexError. */
export function fetchList(
  { webex }: Services,
  authority: Authority,
  state: ListState,
): Promise<Listing> {
  return listRecordings(webex, authority, { window: windowOf(state), limit: state.limit });
}

/** A page of a person's list, as a card. Rejects with NotConnected, NotServed or a WebexError. */
export async function listContent(
  services: Services,
  person: Someone,
  state: ListState,
  notice?: Notice,
): Promise<Content> {
  const listing = await withAuthority(services.authorities, person, (authority) =>
    fetchList(services, authority, state),
  );
  return recordingsContent({ state, listing, notice });
}
