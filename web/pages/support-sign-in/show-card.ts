import { requireExtensionVersion } from '../../../core/assertion/extension-version.ts'
import type { Language } from '../../../core/i18n/text.ts'
import type { SessionView } from '../../../core/protocol/session.ts'
import type { Services } from '../../state/services.ts'
import type { SignInChoice, Step } from '../sign-in/sign-in.ts'

type Parts = Pick<Services, 'call' | 'keys' | 'bridge'>
interface Following {
  readonly onStep: (step: Step) => void
  readonly signal: AbortSignal
}

/**
 * Has the extension read the NHI card, once its holder agrees; answers what the server takes for it. Errors: those of the bridge
 * and of `call`.
 */
export async function showNhiCard(
  { call, keys, bridge }: Parts,
  language: Language,
  { onStep, signal }: Following,
): Promise<string> {
  onStep('preparing')
  const [{ version }, { thumbprint: jkt }] = await Promise.all([bridge.status(), keys.obtain()])
  const askChallenge = () => call('POST /api/support-sign-in/card/challenge', { jkt }, { signal })
  const challenge = await askChallenge()
  requireExtensionVersion(version, challenge.minimumExtension)
  const { assertion } = await bridge.signIn(
    { challenge, cardType: 'nhi', reader: 'ccid', language },
    {
      onStep,
      onChallengeWanted: askChallenge,
      onModuleNumber: () => Promise.reject(new Error('no module has a part')),
      signal,
    },
  )
  return assertion
}

/** 健保卡登入(插卡): as `signIn` of the portals, with the card shown and the holder's password. */
export async function signInByShownCard(
  parts: Parts,
  { language, password = '' }: SignInChoice,
  following: Following,
): Promise<SessionView> {
  const assertion = await showNhiCard(parts, language, following)
  following.onStep('verifying')
  return parts.call('POST /api/support-sign-in/card', { assertion, password })
}
