import type { Person } from '../world/people.js';
import type { AuthorizationRequest } from './authorization.js';
import { sandboxIntegration } from './clients.js';
import { escapeHtml, htmlPage } from './html.js';

/** In people's words what each scope lets an Integration do. */
const meanings: Record<string, string> = {
  'meeting:recordings_read': 'See your meeting recordings',
  'meeting:recordings_write': 'Change and delete your meeting recordings',
  'spark:people_read': 'See who you are',
  'meeting:preferences_read': 'See your Webex sites',
  'meeting:admin_recordings_read': 'See the recordings of everybody on the sites you manage',
  'meeting:admin_recordings_write': 'Change and delete the recordings of everybody on those sites',
  'spark-compliance:meetings_read': 'See all recordings as a compliance officer',
  'spark-compliance:meetings_write': 'Delete recordings as a compliance officer',
  'meeting:summaries_read': 'Read the summaries of your meetings',
  'meeting:summaries_write': 'Delete the summaries of your meetings',
  'meeting:transcripts_write': 'Delete the transcripts of your meetings',
  'meeting:preferences_write': 'Choose your preferred Webex site',
  'meeting:admin_transcripts_read': 'Read the transcripts of everybody on those sites',
  'meeting:admin_preferences_read': 'See which Webex sites everybody is on',
  'meeting:admin_preferences_write': 'Choose everybody’s preferred Webex site',
  'spark-admin:people_read': 'See everybody in your organisation',
  'meeting:transcripts_read': 'Read the transcripts of your meetings',
  'meeting:schedules_read': 'See your meetings',
  'meeting:admin_schedule_read': 'See everybody’s meetings on those sites',
  'spark:applications_token': 'Get tokens for its service apps',
};

/**
 * The page on which somebody chooses who they are, and approves or declines. A plain form: the
 * parameters of the request travel in hidden fields and are checked again when it comes back.
 * @param asked the address of who is in front of the chat page, chosen already
 */
export function consentPage(
  request: Pick<AuthorizationRequest, 'scopes'>,
  parameters: Record<string, string>,
  people: readonly Person[],
  nonce: string,
  asked?: string,
  action = '/v1/authorize',
): string {
  const first = Math.max(
    0,
    people.findIndex(({ email }) => email === asked),
  );
  const hidden = Object.entries(parameters).map(
    ([name, value]) =>
      `<input type="hidden" name="${escapeHtml(name)}" value="${escapeHtml(value)}">`,
  );
  const scopes = request.scopes.map((scope) => `<li>${escapeHtml(meanings[scope] ?? scope)}</li>`);
  const choices = people.map(
    (person, index) => `<label>
<input type="radio" name="person" value="${escapeHtml(person.email)}"${index === first ? ' checked autofocus' : ''} required>
<span>${escapeHtml(person.displayName)}<small>${escapeHtml(person.email)}</small></span>
</label>`,
  );
  return htmlPage(
    `Connect ${sandboxIntegration.name}`,
    `<h1>${escapeHtml(sandboxIntegration.name)} asks for access</h1>
<p>This is the sandbox, not Webex: no password is needed, only say who you are.</p>
<h2>It will be able to</h2>
<ul>${scopes.join('')}</ul>
<form method="post" action="${action}">
${hidden.join('\n')}
<fieldset><legend>Who are you?</legend><div class="people">${choices.join('\n')}</div></fieldset>
<div class="actions">
<button type="submit" name="decision" value="approve">Approve</button>
<button type="submit" name="decision" value="decline" formnovalidate>Decline</button>
</div>
</form>`,
    nonce,
  );
}

/** The last page of who was sent there by no client. */
export function signedInPage(approved: boolean, nonce: string): string {
  const title = approved ? 'You are signed in' : 'Nothing was given';
  return htmlPage(
    title,
    `<h1>${title}</h1>
<p>You can close this page and go back to where you got the code.</p>`,
    nonce,
  );
}

/** The page for a request that no client may hear of. */
export function problemPage(problem: string, nonce: string): string {
  return htmlPage(
    'This request cannot be answered',
    `<h1>This request cannot be answered</h1>
<p>${escapeHtml(problem)}</p>
<p>Nobody was connected. Go back to the application and start again.</p>`,
    nonce,
  );
}
