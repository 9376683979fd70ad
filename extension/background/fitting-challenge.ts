import { requireExtensionVersion } from '../../core/assertion/extension-version.ts'
import type { Challenge } from '../../core/assertion/claims.ts'
import { type CardType, cardTypes } from '../../core/cards/card-types.ts'
import { CodedError } from '../../core/errors/coded-error.ts'
import { type Language, say } from '../../core/i18n/text.ts'
import { isSignatureAction } from '../../core/portal/actions.ts'
import type { ExtensionIdentity } from './extension-identity.ts'

/**
 * A challenge is signed only for the site that asks, only with a card that the portal takes from this extension, and only to
 * confirm what this extension has words for.
 * Errors: ERR_LOGIN_ORIGIN, ERR_LOGIN_CARD_NOT_ACCEPTED, ERR_BRIDGE_OUTDATED.
 */
export function requireFittingChallenge(
  request: { readonly challenge: Challenge; readonly cardType: CardType; readonly language: Language },
  origin: string,
  { version }: ExtensionIdentity,
): void {
  const { challenge, cardType, language } = request
  if (challenge.aud !== origin) {
    const details = { origin: challenge.aud }
    throw new CodedError('ERR_LOGIN_ORIGIN', `${origin} asks with a challenge of ${challenge.aud}`, { details })
  }
  if (!challenge.cardTypes.includes(cardType)) {
    const details = { card: say(cardTypes[cardType].label, language) }
    throw new CodedError('ERR_LOGIN_CARD_NOT_ACCEPTED', `the challenge does not take ${cardType}`, { details })
  }
  requireExtensionVersion(version, challenge.minimumExtension)
  if (challenge.confirm && !isSignatureAction(challenge.confirm.action)) {
    const details = { version, minimum: challenge.minimumExtension }
    throw new CodedError('ERR_BRIDGE_OUTDATED', `no words for ${challenge.confirm.action}`, { details })
  }
}

const altered = (field: string) =>
  new CodedError('ERR_LOGIN_ALTERED', `the fresh challenge has another ${field}`, { details: { field } })

/** A fresh challenge stands for the request that the person sees in the PIN window. Error: ERR_LOGIN_ALTERED. */
export function requireSameRequest(fresh: Challenge, before: Challenge): void {
  for (const field of ['purpose', 'environment'] as const) {
    if (fresh[field] === before[field]) continue
    throw altered(field)
  }
  for (const field of ['action', 'subject', 'words'] as const) {
    if (fresh.confirm?.[field] !== before.confirm?.[field]) throw altered(`confirm.${field}`)
  }
}
