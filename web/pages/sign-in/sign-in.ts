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
  /** The holder's, with a card that has no key. */
  readonly password?: string | undefined
}

/** The extension's steps, with the page's own before and after them. */
export type Step = 'preparing' | SignInStep | 'verifying'

/**
 * Signs in: extension there → page key → challenge → PIN window, card and security module → assertion → session.
 * Errors: those of the bridge and of `call`; ERR_PIN_CANCELLED after the signal.
 */
export async function signIn(
  { call, keys, bridge }: Pick<Services, 'call' | 'keys' | 'bridge'>,
  { cardType, reader, language, password }: SignInChoice,
  { onStep, signal }: { onStep: (step: Step) => void; signal: AbortSignal },
): Promise<SessionView> {
  onStep('preparing')
  const [{ version }, { thumbprint: jkt }] = await Promise.all([bridge.status(), keys.obtain()])
  const askChallenge = () => call('POST /api/auth/challenge', { jkt, cardType }, { signal })
  const challenge = await askChallenge()
  requireExtensionVersion(version, challenge.minimumExtension)
  const { assertion, module } = await bridge.signIn(
    { challenge, cardType, reader, language },
    {
      onStep,
      onChallengeWanted: askChallenge,
      onModuleNumber: async (number) =>
        (await call('POST /api/auth/module-authentication', { ...number }, { signal })).response,
      signal,
    },
  )
  onStep('verifying')
  return call('POST /api/auth/assertion', {
    assertion,
    ...(module !== undefined && { module }),
    ...(password !== undefined && { password }),
  })
}
