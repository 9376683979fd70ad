import type { passMixingGuard } from '../../../core/cards/environment.ts'
import type { openCard } from '../../../core/cards/open-card.ts'

/** The two doors of core/cards: public reads, and the mixing guard before anything that a card may count. */
export interface CardFunctions {
  readonly open: typeof openCard
  readonly guard: typeof passMixingGuard
}
