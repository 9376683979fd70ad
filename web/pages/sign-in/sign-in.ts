import type { CardType, ReaderKind } from '../../../core/cards/card-types.ts'
import { CodedError } from '../../../core/errors/coded-error.ts'
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

/** True when dotted numbers `version` come before `minimum`. */
export function isOlder(version: string, minimum: string): boolean {
  const have = version.split('.').map(Number)
  for (const [at, number] of minimum.split('.').map(Number).entries()) {
    const own = have[at] ?? 0
    if (own !== number) return own < number
  }
  return false
}

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
  const minimum = challenge.minimumExtension
  if (isOlder(version, minimum)) {
    throw new CodedError('ERR_BRIDGE_OUTDATED', `extension ${version}`, { details: { version, minimum } })
  }
  const { assertion } = await bridge.signIn(
    { challenge, cardType, reader, language },
    { onStep, onChallengeWanted: askChallenge, signal },
  )
  onStep('verifying')
  return call('POST /api/auth/assertion', { assertion })
}
