import { type CardType, cardTypes } from '../cards/card-types.ts'
import type { PasswordKind } from './password-kinds.ts'
import type { Platform } from './platforms.ts'

/**
 * The password that opened a session; undefined for a card that signs by itself. `cardType` is null after 一般登入, and in
 * the support-reporting system after 健保卡登入(無插卡), which takes none.
 */
export function passwordKindOf(of: {
  readonly platform: Platform
  readonly cardType: CardType | null
}): PasswordKind | undefined {
  const { platform, cardType } = of
  if (cardType === null) return platform === 'support' ? undefined : 'account'
  if (cardTypes[cardType].proof !== 'sam-and-password') return undefined
  return platform === 'support' ? 'nhi-service' : 'nhi-card'
}
