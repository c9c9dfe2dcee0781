/** A mail that Webex sent: here it only is written down. */
export interface Mail {
  readonly to: string;
  readonly about: 'recording shared';
  readonly recordingId: string;
  /** ISO 8601. */
  readonly sent: string;
}
