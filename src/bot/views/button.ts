/** A button that sends its data back; Webex clients want flat strings there. */
export interface Button {
  readonly title: string;
  readonly data: Readonly<Record<string, string>>;
}
