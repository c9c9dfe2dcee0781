/**
 * What an administrator is asked for who acts for others on the sites that they manage. Only a full
 * administrator can give these, and they are kept apart from what they gave for themselves.
 * https://developer.webex.com/docs/meetings#adminorganization-level-authentication-and-scopes
 */
export const ADMINISTRATOR_SCOPES: readonly string[] = [
  'meeting:admin_recordings_read',
  'meeting:admin_recordings_write',
  'meeting:admin_transcripts_read',
  'meeting:admin_preferences_read',
  'spark:people_read',
];

/** What a compliance officer is asked for, who reads all of the organisation and deletes with a reason. */
export const OFFICER_SCOPES: readonly string[] = [
  'spark-compliance:meetings_read',
  'spark-compliance:meetings_write',
  'spark:people_read',
];
