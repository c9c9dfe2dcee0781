/** Scopes that the sandbox's Integration is registered with; asking for any other is invalid_scope. */
export const INTEGRATION_SCOPES: readonly string[] = [
  'meeting:recordings_read',
  'meeting:recordings_write',
  'spark:people_read',
  'meeting:preferences_read',
  'meeting:admin_recordings_read',
  'meeting:admin_recordings_write',
  'spark-compliance:meetings_read',
  'spark-compliance:meetings_write',
  'meeting:transcripts_read',
  'spark:applications_token',
];

/** Scopes that only a full administrator can hold. */
export const ADMIN_SCOPES: readonly string[] = [
  'meeting:admin_recordings_read',
  'meeting:admin_recordings_write',
];

/** Scopes that only a compliance officer can hold. */
export const OFFICER_SCOPES: readonly string[] = [
  'spark-compliance:meetings_read',
  'spark-compliance:meetings_write',
];

/** All that messaging needs; a bot token holds nothing else. */
export const MESSAGING_SCOPE = 'spark:all';

/** What an ordinary person's own (standing) token holds. */
export const PERSON_SCOPES: readonly string[] = [
  MESSAGING_SCOPE,
  ...INTEGRATION_SCOPES.filter(
    (scope) => !ADMIN_SCOPES.includes(scope) && !OFFICER_SCOPES.includes(scope),
  ),
];
