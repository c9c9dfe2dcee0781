import type { CardProblem } from './card-problem.js';

/** A card that somebody sent, taken or refused. */
export interface SentCard {
  readonly card: unknown;
  /** None: it was taken. */
  readonly problems: readonly CardProblem[];
}

/** Every card ever sent, the last `limit` of them. */
export class SentCards {
  #cards: SentCard[] = [];
  readonly #limit: number;

  constructor(limit = 10_000) {
    this.#limit = limit;
  }

  note(card: unknown, problems: readonly CardProblem[]): void {
    this.#cards.push({ card, problems });
    if (this.#cards.length > this.#limit * 1.25) this.#cards = this.#cards.slice(-this.#limit);
  }

  list(): readonly SentCard[] {
    return this.#cards.slice(-this.#limit);
  }
}
