import type { Challenge } from '../../core/assertion/claims.ts'
import type { CardType, ReaderKind } from '../../core/cards/card-types.ts'
import { CodedError } from '../../core/errors/coded-error.ts'
import type { Language } from '../../core/i18n/text.ts'
import type { SignInResult, SignInStep } from '../../core/protocol/bridge.ts'
import type { Connection } from './connection.ts'
import { type Incoming, malformed, type ModuleNumber, readResult } from './messages.ts'

export interface SignInRequest {
  readonly challenge: Challenge
  readonly cardType: CardType
  readonly reader: ReaderKind
  /** The language of the PIN window. */
  readonly language: Language
}

export interface SignInOptions {
  onStep(step: SignInStep): void
  /** The challenge ran out before the PIN came: resolves with a fresh one. If it rejects, the sign-in ends with its error. */
  onChallengeWanted(): Promise<Challenge>
  /**
   * A security module in the reader has to be authenticated: resolves with the portal's answer. If it rejects, as above.
   * Left out where no module has a part.
   */
  onModuleNumber?(number: ModuleNumber): Promise<string>
  /** Ends the sign-in with ERR_PIN_CANCELLED, and closes the PIN window. */
  readonly signal?: AbortSignal | undefined
}

/** The extension ends a sign-in itself when its challenge has run out; this is for one that has fallen silent. */
const graceSeconds = 60
/** How long the extension may take to close the PIN window after a cancel. */
const cancelMilliseconds = 3000

const cancelledHere = () => new CodedError('ERR_PIN_CANCELLED', 'cancelled on the page')

/** The message's own copy, with the list that its schema wants. */
const copy = (challenge: Challenge) => ({ ...challenge, cardTypes: [...challenge.cardTypes] })

/** One sign-in over a connection, from request to assertion. `serverSeconds` is the clock that challenges go by. */
export function requestSignIn(
  connection: Connection,
  request: SignInRequest,
  options: SignInOptions,
  serverSeconds: () => number,
): Promise<SignInResult> {
  // a window that opens only to be closed again would flash up, or be left behind
  if (options.signal?.aborted) return Promise.reject(cancelledHere())
  const id = crypto.randomUUID()
  const cleanUps: (() => void)[] = []
  let timer: ReturnType<typeof setTimeout> | undefined

  return new Promise<SignInResult>((resolve, reject) => {
    // what speaks of this request under its own id gets no answer of its own
    const sendCancel = () => connection.send({ id, action: 'cancel', body: {} })
    const endAt = (milliseconds: number, end: () => void) => {
      clearTimeout(timer)
      timer = setTimeout(end, milliseconds)
    }
    const limitTo = (challenge: Challenge) =>
      endAt((challenge.exp - serverSeconds() + graceSeconds) * 1000, () => {
        sendCancel()
        reject(new CodedError('ERR_PIN_TIMEOUT', 'the extension did not end the sign-in in time'))
      })

    /** What the page cannot answer ends the sign-in, with the reason that the page has. */
    const answer = async (work: () => Promise<void>) => {
      try {
        await work()
      } catch (error) {
        sendCancel()
        reject(error)
      }
    }
    const renew = async () => {
      const challenge = await options.onChallengeWanted()
      connection.send({ id, action: 'renew-challenge', body: { challenge: copy(challenge) } })
      limitTo(challenge)
    }
    const authenticate = async ({ certificate, random }: ModuleNumber) => {
      const response = await options.onModuleNumber?.({ certificate, random })
      if (response === undefined) throw malformed('event')
      connection.send({ id, action: 'authenticate-module', body: { response } })
    }

    const receive = (message: Incoming) => {
      switch (message.kind) {
        case 'result':
          resolve(readResult['sign-in'](message.result))
          break
        case 'error':
          reject(message.error)
          break
        case 'step':
          options.onStep(message.step)
          break
        case 'challenge-wanted':
          void answer(renew)
          break
        case 'module-authentication-wanted':
          void answer(() => authenticate(message))
          break
        case 'card-present':
          break // no word of a sign-in
        case 'malformed':
          sendCancel()
          reject(malformed(message.field))
          break
      }
    }

    const cancelled = () => {
      sendCancel()
      // waiting for the extension's own word keeps the next sign-in from meeting this one
      endAt(cancelMilliseconds, () => reject(cancelledHere()))
    }

    cleanUps.push(
      connection.listen(id, (message) => {
        try {
          receive(message)
        } catch (error) {
          reject(error)
        }
      }),
    )
    connection.send({ id, action: 'sign-in', body: { ...request, challenge: copy(request.challenge) } })
    limitTo(request.challenge)
    options.signal?.addEventListener('abort', cancelled, { once: true })
    cleanUps.push(() => options.signal?.removeEventListener('abort', cancelled))
  }).finally(() => {
    clearTimeout(timer)
    for (const cleanUp of cleanUps) cleanUp()
  })
}
