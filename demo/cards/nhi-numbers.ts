import type { NhiCardNumbers } from '../../core/cards/nhi-numbers.ts'

/** How the demo's extension tells NHI cards apart; managed policy says the same of real ones. A number that is not here is unknown. */
export const demoNhiCards: readonly NhiCardNumbers[] = [
  { prefix: '9000', environment: 'test' },
  { prefix: '0000', environment: 'production' },
]
