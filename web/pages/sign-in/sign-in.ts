import { requireExtensionVersion } from '../../../core/assertion/extension-version.ts'
import type { CardType, ReaderKind } from '../../../core/cards/card-types.ts'
import type { Language } from '../../../core/i18n/text.ts'
import type { SignInStep } from '../../../core/protocol/bridge.ts'
import type { SessionView } from '../../../core/protocol/session.ts'
import type { Services } from '../../state/services.ts'

export interface SignInChoice {
  readonly cardType: CardType
  readonly reader: ReaderKind
  readonly language: Language
}

/** The extension's steps, with the page's own before and after them. */
export type Step = 'preparing' | SignInStep | 'verifying'

/**
 * Signs in: extension there → page key → challenge → PIN window and card → assertion → session.
 * Errors: those of the bridge and of `call`; ERR_PIN_CANCELLED after the signal.
 */
export async function signIn(
  { call, keys, bridge }: Pick<Services, 'call' | 'keys' | 'bridge'>,
  { cardType, reader, language }: SignInChoice,
  { onStep, signal }: { onStep: (step: Step) => void; signal: AbortSignal },
): Promise<SessionView> {
  onStep('preparing')
  const [{ version }, { thumbprint: jkt }] = await Promise.all([bridge.status(), keys.obtain()])
  const askChallenge = () => call('POST /api/auth/challenge', { jkt, cardType }, { signal })
  const challenge = await askChallenge()
  requireExtensionVersion(version, challenge.minimumExtension)
  const { assertion } = await bridge.signIn(
    { challenge, cardType, reader, language },
    { onStep, onChallengeWanted: askChallenge, signal },
  )
  onStep('verifying')
  return call('POST /api/auth/assertion', { assertion })
}
