/**
 * Scopes and who can hold them, as the table of the Meetings overview has them: each operation has
 * one for a user, one for an administrator, one for a compliance officer.
 */

/** Scopes that only a full administrator can hold. */
export const ADMIN_SCOPES: readonly string[] = [
  'meeting:admin_recordings_read',
  'meeting:admin_recordings_write',
  'meeting:admin_transcripts_read',
  'meeting:admin_preferences_read',
  'meeting:admin_preferences_write',
  'meeting:admin_schedule_read',
  'spark-admin:people_read',
];

/** Scopes that only a compliance officer can hold. */
export const OFFICER_SCOPES: readonly string[] = [
  'spark-compliance:meetings_read',
  'spark-compliance:meetings_write',
];

const USER_SCOPES: readonly string[] = [
  'meeting:recordings_read',
  'meeting:recordings_write',
  'spark:people_read',
  'meeting:preferences_read',
  'meeting:preferences_write',
  'meeting:transcripts_read',
  'meeting:transcripts_write',
  'meeting:summaries_read',
  'meeting:summaries_write',
  'meeting:schedules_read',
  'spark:applications_token',
];

/** Scopes that the sandbox's Integration is registered with; asking for any other is invalid_scope. */
export const INTEGRATION_SCOPES: readonly string[] = [
  ...USER_SCOPES,
  ...ADMIN_SCOPES,
  ...OFFICER_SCOPES,
];

/** What a Service App is authorized for: a whole organisation, and groups in it. */
export const SERVICE_APP_SCOPES: readonly string[] = [
  ...ADMIN_SCOPES,
  'meeting:group_meeting_read',
];

/** All that messaging needs; a bot token holds nothing else. */
export const MESSAGING_SCOPE = 'spark:all';

/** What an ordinary person's own (standing) token holds. */
export const PERSON_SCOPES: readonly string[] = [MESSAGING_SCOPE, ...USER_SCOPES];
