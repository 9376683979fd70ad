import type { CardIssuer } from '../../core/cards/card-issuers.ts'
import {
  passMixingGuard,
  passMixingGuardWithSam,
  passMixingGuardWithToken,
  requireOneEnvironment,
} from '../../core/cards/environment.ts'
import { readNhiBasicData } from '../../core/cards/nhi.ts'
import type { NhiCardNumbers } from '../../core/cards/nhi-numbers.ts'
import { openCard } from '../../core/cards/open-card.ts'
import { recogniseSam } from '../../core/cards/sam-card.ts'
import { identifyToken } from '../../core/cards/token.ts'
import { CardChannel } from '../../core/smartcard/card-channel.ts'
import type { CardFunctions } from './sign-in/card-functions.ts'

/** What of cards is known beside what they say. Asked for each card, since a policy may come any time. */
export interface CardKnowledge {
  readonly issuers: () => Promise<readonly CardIssuer[]>
  readonly nhiCards: () => Promise<readonly NhiCardNumbers[]>
}

/** core/cards as the worker uses it. */
export const openCardFunctions = ({ issuers, nhiCards }: CardKnowledge): CardFunctions => ({
  open: async (connection, answerToReset, options) =>
    openCard(connection, answerToReset, { issuers: await issuers(), nhiCards: await nhiCards(), ...options }),
  identifyToken: async (token) => identifyToken(token, await issuers()),
  readHolder: (connection) => readNhiBasicData(new CardChannel(connection)),
  openSam: (connection) => recogniseSam(new CardChannel(connection)),
  guard: passMixingGuard,
  guardToken: passMixingGuardWithToken,
  guardSam: passMixingGuardWithSam,
  guardAlone: requireOneEnvironment,
})
