import type { Action, AdaptiveCard, CardElement } from 'adaptivecards';
import { webexHostConfig } from './host-config.js';
import { cardMarkdown } from './markdown.js';

AdaptiveCards.AdaptiveCard.onProcessMarkdown = (text, result) => {
  result.outputHtml = cardMarkdown(text);
  result.didProcess = true;
};

const hostConfig = new AdaptiveCards.HostConfig(webexHostConfig);

/** What a card's buttons do. */
export interface CardActions {
  /** Action.Submit: the button's data and the inputs, as Webex takes them; and the button itself. */
  submit(inputs: object, button: HTMLElement | undefined): void;
  /** Action.OpenUrl, and links in text. */
  open(url: string): void;
}

/** The card as Webex would show it; undefined when it cannot be rendered. */
export function renderCard(content: object, actions: CardActions): HTMLElement | undefined {
  const card = new AdaptiveCards.AdaptiveCard();
  card.hostConfig = hostConfig;
  card.onExecuteAction = (action) => {
    execute(action, actions);
  };
  card.onAnchorClicked = (_element, anchor) => {
    actions.open(anchor.href);
    return true;
  };
  const element = rendered(card, content);
  // Only from now on: while it is being built, nothing has been shown or hidden by anyone.
  card.onElementVisibilityChanged = showIfShown;
  return element;
}

function rendered(card: AdaptiveCard, content: object): HTMLElement | undefined {
  try {
    card.parse(content);
    return card.render();
  } catch {
    return undefined;
  }
}

function execute(action: Action, actions: CardActions): void {
  if (action instanceof AdaptiveCards.SubmitAction) {
    const data: unknown = action.data;
    actions.submit(typeof data === 'object' && data !== null ? data : {}, action.renderedElement);
  } else if (action instanceof AdaptiveCards.OpenUrlAction && action.url !== undefined) {
    actions.open(action.url);
  }
}

/** A block that a button has just revealed must not stay below the fold. */
function showIfShown(element: CardElement): void {
  if (element.isVisible) element.renderedElement?.scrollIntoView({ block: 'nearest' });
}
