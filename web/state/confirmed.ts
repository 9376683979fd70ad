import { requireExtensionVersion } from '../../core/assertion/extension-version.ts'
import { CodedError, isCoded } from '../../core/errors/coded-error.ts'
import type { SignatureAction } from '../../core/portal/actions.ts'
import type { SignInStep } from '../../core/protocol/bridge.ts'
import type { Services } from './services.ts'

export interface ConfirmedOptions {
  /** How far it is with the card; the page says it in words. */
  readonly onStep?: (step: SignInStep) => void
  /** Closes the PIN window: ERR_PIN_CANCELLED. */
  readonly signal?: AbortSignal
}

/**
 * Does what may need a fresh signature of the card that signed in. Where the server asks for one, the extension's window says
 * what is confirmed and takes the PIN, and `work` is done once more: it is the one call, and nothing else. `subject` is whom
 * or what it is done to, as in the call.
 * Errors: those of `work`, of the bridge and of `call`; ERR_PIN_CANCELLED when the window was closed.
 */
export async function confirmed<T>(
  services: Pick<Services, 'call' | 'bridge' | 'language'>,
  action: SignatureAction,
  subject: string,
  work: () => Promise<T>,
  options: ConfirmedOptions = {},
): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (!isCoded(error, 'ERR_REQUEST_CONFIRMATION_NEEDED')) throw error
  }
  await confirm(services, { action, subject }, options)
  return await work()
}

async function confirm(
  { call, bridge, language }: Pick<Services, 'call' | 'bridge' | 'language'>,
  act: { readonly action: SignatureAction; readonly subject: string },
  { onStep = () => {}, signal }: ConfirmedOptions,
): Promise<void> {
  const { version } = await bridge.status()
  const askChallenge = () => call('POST /api/auth/confirmation', act, { signal })
  const challenge = await askChallenge()
  requireExtensionVersion(version, challenge.minimumExtension)
  const [cardType] = challenge.cardTypes
  if (!cardType) throw new CodedError('ERR_REQUEST_INTERNAL', 'a challenge that no card may answer')
  // Every card that signs by itself is read by such a reader.
  const request = { challenge, cardType, reader: 'ccid', language: language.get() } as const
  const { assertion } = await bridge.signIn(request, { onStep, onChallengeWanted: askChallenge, signal })
  await call('POST /api/auth/confirmation/assertion', { assertion })
}
