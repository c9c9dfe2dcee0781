/** What the documents have, below /v1; a name with a colon stands for any one part. */
const DOCUMENTED: Readonly<Record<string, string>> = {
  '/access_token': 'POST',
  '/admin/recordings': 'GET',
  '/admin/recordings/:id': 'DELETE',
  '/applications/:id/token': 'POST',
  '/attachment/actions': 'POST',
  '/attachment/actions/:id': 'GET',
  '/authorize': 'GET POST',
  '/device/authorize': 'POST',
  '/device/token': 'POST',
  '/contents/:id': 'GET HEAD',
  '/group/recordings': 'GET',
  '/group/recordings/:id': 'GET',
  '/meetingPreferences/sites': 'GET PUT',
  '/meetingSummaries': 'GET',
  '/meetingSummaries/:id': 'DELETE',
  '/meetingTranscripts': 'GET',
  '/meetingTranscripts/:id': 'DELETE',
  '/meetingTranscripts/:id/download': 'GET',
  '/meetings': 'GET',
  '/memberships': 'GET POST',
  '/memberships/:id': 'GET PUT DELETE',
  '/messages': 'GET POST',
  '/messages/direct': 'GET',
  '/messages/:id': 'GET PUT DELETE',
  '/people': 'GET POST',
  '/people/me': 'GET',
  '/people/:id': 'GET PUT DELETE',
  '/recordingReport/accessDetail': 'GET',
  '/recordingReport/accessSummary': 'GET',
  '/recordings': 'GET',
  '/recordings/accessList': 'POST',
  '/recordings/purge': 'POST',
  '/recordings/restore': 'POST',
  '/recordings/softDelete': 'POST',
  '/recordings/:id': 'GET DELETE',
  '/recordings/:id/accessList': 'POST',
  '/rooms': 'GET POST',
  '/rooms/:id': 'GET PUT DELETE',
  '/webhooks': 'GET POST',
  '/webhooks/:id': 'GET PUT DELETE',
};

const KNOWN = Object.entries(DOCUMENTED).map(([path, verbs]) => ({
  pattern: new RegExp(`^${path.replaceAll(/:\w+/g, '[^/]+')}/?$`),
  verbs: verbs.split(' '),
}));

/** The verbs of a path below /v1, the most exact one first; undefined when nobody documents it. */
export function verbsOf(path: string): readonly string[] | undefined {
  return KNOWN.find(({ pattern }) => pattern.test(path))?.verbs;
}
