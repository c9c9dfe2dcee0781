/** A card with one of each thing that the page has to make work. */
export function tryingCard(title: string): Record<string, unknown> {
  return {
    type: 'AdaptiveCard',
    version: '1.2',
    body: [
      { type: 'TextBlock', text: title, weight: 'bolder', wrap: true },
      { type: 'TextBlock', text: 'Recorded {{DATE(2026-01-02T23:30:00Z,SHORT)}}', wrap: true },
      { type: 'TextBlock', text: 'Some *weight* and [a link](https://example.com/x)', wrap: true },
      { type: 'TextBlock', id: 'secret', text: 'Hidden words', isVisible: false, wrap: true },
      { type: 'Input.Text', id: 'comment', placeholder: 'Comment' },
      {
        type: 'ActionSet',
        actions: [
          { type: 'Action.ToggleVisibility', title: 'Reveal', targetElements: ['secret'] },
          {
            type: 'Action.Submit',
            title: 'Delete…',
            style: 'destructive',
            data: { action: 'delete' },
          },
          { type: 'Action.OpenUrl', title: 'Watch', url: 'http://127.0.0.1:9/nothing' },
        ],
      },
    ],
  };
}

/** The card as an attachment of a message. */
export function attached(card: Record<string, unknown>): Record<string, unknown> {
  return { contentType: 'application/vnd.microsoft.card.adaptive', content: card };
}
