import { z } from 'zod'
import type { SerializedError } from '../errors/coded-error.ts'
import { cardTypeCodes, readerKinds } from '../cards/card-types.ts'
import { languages } from '../i18n/text.ts'
import { challenge } from './challenge.ts'

/** The messages of bridge-channel.ts. Pages import types only from here; names without zod stand there. */
const id = z.string().min(1).max(64)

const status = z.strictObject({ id, action: z.literal('status'), body: z.strictObject({}) })

const signIn = z.strictObject({
  id,
  action: z.literal('sign-in'),
  body: z.strictObject({
    challenge,
    cardType: z.enum(cardTypeCodes),
    reader: z.enum(readerKinds),
    language: z.enum(languages),
  }),
})

/** The page's answer to the `challenge-wanted` event of the request with the same id, which alone is answered. */
const renewChallenge = z.strictObject({ id, action: z.literal('renew-challenge'), body: z.strictObject({ challenge }) })

/** Ends the request with the same id: that is answered with ERR_PIN_CANCELLED, and nothing else is. */
const cancel = z.strictObject({ id, action: z.literal('cancel'), body: z.strictObject({}) })

/** Opens an extension page in a tab: the pairing page for a USB reader. */
const openPage = z.strictObject({
  id,
  action: z.literal('open-page'),
  body: z.strictObject({ page: z.enum(['pairing']) }),
})

/** Sent by the relay, never by a page: take up the request with this id after the worker was started again. */
const resume = z.strictObject({ id, action: z.literal('resume'), body: z.strictObject({}) })

export const bridgeRequest = z.discriminatedUnion('action', [status, signIn, renewChallenge, cancel, openPage, resume])
export type BridgeRequest = z.output<typeof bridgeRequest>
export type BridgeAction = BridgeRequest['action']

/** What `status` tells: no reader names, nothing about cards. */
export interface ExtensionStatus {
  readonly version: string
  readonly id: string
}

/** The result of `sign-in`: the assertion for `POST /api/auth/assertion`. */
export interface SignInResult {
  readonly assertion: string
}

export interface BridgeResults {
  status: ExtensionStatus
  'sign-in': SignInResult
  'renew-challenge': Record<string, never>
  cancel: Record<string, never>
  'open-page': Record<string, never>
}

export type BridgeAnswer =
  | { readonly id: string; readonly ok: true; readonly result: BridgeResults[keyof BridgeResults] }
  | { readonly id: string; readonly ok: false; readonly error: SerializedError }

/** Steps a sign-in passes through, for the page's progress line. */
export type SignInStep = 'window-open' | 'waiting-for-reader' | 'waiting-for-card' | 'waiting-for-pin' | 'signing'

export type BridgeEvent =
  | { readonly id: string; readonly event: 'step'; readonly step: SignInStep }
  | { readonly id: string; readonly event: 'challenge-wanted' }
