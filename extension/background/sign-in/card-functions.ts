import type {
  passMixingGuard,
  passMixingGuardWithSam,
  passMixingGuardWithToken,
  requireOneEnvironment,
} from '../../../core/cards/environment.ts'
import type { NhiBasicData } from '../../../core/cards/nhi-basic-data.ts'
import type { openCard } from '../../../core/cards/open-card.ts'
import type { SamCard } from '../../../core/cards/sam-card.ts'
import type { KnownToken, TokenContent } from '../../../core/cards/token.ts'
import type { SmartCardConnection } from '../../../core/smartcard/context.ts'

/** The two doors of core/cards: public reads, and the mixing guard before anything that a card may count. */
export interface CardFunctions {
  readonly open: typeof openCard
  readonly identifyToken: (token: TokenContent) => Promise<KnownToken>
  /** Who holds the NHI card. */
  readonly readHolder: (connection: SmartCardConnection) => Promise<Pick<NhiBasicData, 'name' | 'nationalId'>>
  /** The security module; undefined for any other card. */
  readonly openSam: (connection: SmartCardConnection) => Promise<SamCard | undefined>
  readonly guard: typeof passMixingGuard
  readonly guardToken: typeof passMixingGuardWithToken
  readonly guardSam: typeof passMixingGuardWithSam
  /** For a sign-in in which no card gets a command that it counts. */
  readonly guardAlone: typeof requireOneEnvironment
}
