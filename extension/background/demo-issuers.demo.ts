import { z } from 'zod'
import type { CardIssuer } from '../../core/cards/card-issuers.ts'
import { cardIssuer } from '../../core/protocol/card-issuer.ts'

const key = 'demo-card-issuers'
const cardIssuers = z.array(cardIssuer)

/** Who issued the cards on the desk. */
export const issuerStore = {
  async get(): Promise<readonly CardIssuer[]> {
    return cardIssuers.safeParse((await chrome.storage.local.get(key))[key]).data ?? []
  },
  set: (issuers: readonly CardIssuer[]): Promise<void> => chrome.storage.local.set({ [key]: issuers }),
}
