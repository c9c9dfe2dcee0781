import type { Button } from './button.js';

/** What came of the last click, on top of a list. All texts are ours or defused. */
export interface Notice {
  /** Webex's container styles. */
  readonly style: 'good' | 'attention' | 'warning' | 'accent';
  /** With the card's date tokens. */
  readonly text: string;
  /** The same for clients without cards. */
  readonly plain: string;
  /** Small print, e.g. Webex's trackingId. */
  readonly detail?: string | undefined;
  readonly buttons?: readonly Button[] | undefined;
}

/** A notice as the list card's template wants it. */
export function noticeRow({ style, text, detail, buttons = [] }: Notice) {
  return {
    style,
    text,
    hasDetail: detail !== undefined,
    detail: detail ?? '',
    hasButtons: buttons.length > 0,
    buttons,
  };
}
