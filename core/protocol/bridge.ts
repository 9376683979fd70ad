import { z } from 'zod'
import type { CheckReport } from '../check/check-report.ts'
import { checkIds } from '../check/check-rows.ts'
import type { SerializedError } from '../errors/coded-error.ts'
import { cardTypeCodes, readerKinds } from '../cards/card-types.ts'
import { languages } from '../i18n/text.ts'
import { challenge, thumbprint } from './challenge.ts'
import { moduleResponse } from './module-authentication.ts'

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

/** The page's answer to the `module-authentication-wanted` event of the sign-in with the same id: the portal's own. */
const authenticateModule = z.strictObject({
  id,
  action: z.literal('authenticate-module'),
  body: z.strictObject({ response: moduleResponse }),
})

/**
 * Ends the request with the same id: a sign-in is answered with ERR_PIN_CANCELLED, a watch with `stopped`. It has no answer
 * of its own.
 */
const cancel = z.strictObject({ id, action: z.literal('cancel'), body: z.strictObject({}) })

/**
 * Watches the card that signed in with the page's key, for as long as the request is open: one per tab, a newer takes the
 * place. `card-present` tells that the card is seen, at first and then as a heartbeat (card-watch.ts).
 */
const watchCard = z.strictObject({ id, action: z.literal('watch-card'), body: z.strictObject({ jkt: thumbprint }) })

/**
 * Opens an extension page in a tab: the pairing page for a USB reader, the page of the cloud security modules, or the settings
 * check, at a row where one is named. A check that is open already comes to the front, and looks again.
 */
const openPage = z.strictObject({
  id,
  action: z.literal('open-page'),
  body: z.discriminatedUnion('page', [
    z.strictObject({ page: z.literal('pairing') }),
    z.strictObject({ page: z.literal('modules') }),
    z.strictObject({ page: z.literal('check'), row: z.enum(checkIds).exactOptional() }),
  ]),
})

/** Takes the report that the person agreed to send by this very site: once, and not long after. */
const takeCheckReport = z.strictObject({ id, action: z.literal('take-check-report'), body: z.strictObject({}) })

/** Sent by the relay, never by a page: take up the request with this id after the worker was started again. */
const resume = z.strictObject({ id, action: z.literal('resume'), body: z.strictObject({}) })

export const bridgeRequest = z.discriminatedUnion('action', [
  status,
  signIn,
  renewChallenge,
  authenticateModule,
  cancel,
  watchCard,
  openPage,
  takeCheckReport,
  resume,
])
export type BridgeRequest = z.output<typeof bridgeRequest>
export type BridgeAction = BridgeRequest['action']

/** What `status` tells: no reader names, nothing about cards. */
export interface ExtensionStatus {
  readonly version: string
  readonly id: string
}

/** The result of `sign-in`, for `POST /api/auth/assertion`. */
export interface SignInResult {
  readonly assertion: string
  /** Of the security module that took part beside the card. */
  readonly module?: string | undefined
}

/**
 * How a watch ended. `removed`: the card was taken out or swapped, or its reader unplugged. `released`: the person gave the
 * reader to other programs. `lost`: nobody can say any more. `stopped`: by the page, by a newer watch of its tab, or by
 * another sign-in at its site.
 */
export type CardWatchEnd = 'removed' | 'released' | 'lost' | 'stopped'

export interface CardWatchResult {
  readonly ended: CardWatchEnd
}

/** What `open-page` opens. */
export type ExtensionPage = Extract<BridgeRequest, { action: 'open-page' }>['body']

/** The masked report for `POST /api/check/reports`; null where the person agreed to send none. */
export interface TakenReport {
  readonly report: CheckReport | null
}

export interface BridgeResults {
  status: ExtensionStatus
  'sign-in': SignInResult
  'renew-challenge': Record<string, never>
  'authenticate-module': Record<string, never>
  cancel: Record<string, never>
  'watch-card': CardWatchResult
  'open-page': Record<string, never>
  'take-check-report': TakenReport
}

export type BridgeAnswer =
  | { readonly id: string; readonly ok: true; readonly result: BridgeResults[keyof BridgeResults] }
  | { readonly id: string; readonly ok: false; readonly error: SerializedError }

/** Steps a sign-in passes through, for the page's progress line. */
export type SignInStep =
  | 'window-open'
  | 'waiting-for-reader'
  | 'waiting-for-card'
  | 'authenticating-module'
  | 'waiting-for-pin'
  | 'waiting-for-consent'
  | 'signing'

export type BridgeEvent =
  | { readonly id: string; readonly event: 'step'; readonly step: SignInStep }
  | { readonly id: string; readonly event: 'challenge-wanted' }
  /** The reader's security module wants the portal's answer to its number, for `POST /api/auth/module-authentication`. */
  | {
      readonly id: string
      readonly event: 'module-authentication-wanted'
      readonly certificate: string
      readonly random: string
    }
  | { readonly id: string; readonly event: 'card-present' }
