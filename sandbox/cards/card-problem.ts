/** Something that Webex, or one of its clients, would refuse or silently drop. */
export interface CardProblem {
  /** Where, e.g. `card.body[0].text`. */
  readonly path: string;
  readonly message: string;
}
