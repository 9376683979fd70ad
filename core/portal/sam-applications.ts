import { CodedError } from '../errors/coded-error.ts'
import type { Text } from '../i18n/text.ts'

/** 申請單狀態 of an application for a cloud security module. */
export const samStates = {
  applied: { zhTW: '申請中', en: 'Applied for' },
  reviewing: { zhTW: '審核中', en: 'Under review' },
  failed: { zhTW: '未通過', en: 'Not passed' },
  'to-issue': { zhTW: '待產製', en: 'To be issued' },
  ready: { zhTW: '待下載', en: 'Ready for download' },
  revoking: { zhTW: '註銷中', en: 'Being revoked' },
  revoked: { zhTW: '已註銷', en: 'Revoked' },
} as const satisfies Record<string, Text>

export type SamState = keyof typeof samStates

export const samStateCodes = Object.keys(samStates) as SamState[]

/** `applicant`: the institution's representative; `reviewer`: the agency's; `job`: what issues the modules. */
export const samActors = ['applicant', 'reviewer', 'job'] as const
export type SamActor = (typeof samActors)[number]

interface MoveRow {
  readonly by: SamActor
  readonly from: SamState
  readonly to: SamState
}

/** Every move there is. An application begins as `applied`, when the applicant files it. */
export const samMoves = {
  'take-up': { by: 'reviewer', from: 'applied', to: 'reviewing' },
  pass: { by: 'reviewer', from: 'reviewing', to: 'to-issue' },
  fail: { by: 'reviewer', from: 'reviewing', to: 'failed' },
  issue: { by: 'job', from: 'to-issue', to: 'ready' },
  /** 重新產製: its secret was lost. What was issued before is revoked. */
  reissue: { by: 'applicant', from: 'ready', to: 'to-issue' },
  /** 申請註銷. The module opens nothing from then on. */
  'ask-revocation': { by: 'applicant', from: 'ready', to: 'revoking' },
  'confirm-revocation': { by: 'reviewer', from: 'revoking', to: 'revoked' },
} as const satisfies Record<string, MoveRow>

export type SamMove = keyof typeof samMoves

export const samMoveCodes = Object.keys(samMoves) as SamMove[]

/** The state that the move leads to. Errors: ERR_SAM_STATE, with the state it is in. */
export function moveOf(state: SamState, actor: SamActor, move: SamMove): SamState {
  const { by, from, to } = samMoves[move]
  if (by !== actor || from !== state) throw impossibleMove(state, move)
  return to
}

export const impossibleMove = (state: SamState, move: SamMove): CodedError =>
  new CodedError('ERR_SAM_STATE', `an application that is ${state} cannot ${move}`, { details: { state } })

/** The moves that somebody can make from a state, in the table's order. */
export const movesFrom = (state: SamState, actor: SamActor): SamMove[] =>
  samMoveCodes.filter((move) => samMoves[move].from === state && samMoves[move].by === actor)

/** Under way: nothing was decided yet, or the module is not made yet. */
const openStates: ReadonlySet<SamState> = new Set(['applied', 'reviewing', 'to-issue'])

/** Within so many days before its end a module is renewed by a new application; the old one stays good until then. */
export const renewalDays = 90

/** Why an institution cannot file another application. */
export const applicationObstacles = {
  'open-application': { zhTW: '尚有申請單在處理中，不能再新增。', en: 'Another application is still under way.' },
  'live-module': {
    zhTW: `現有模組仍有效；到期前 ${renewalDays} 日起可新增申請以換發。`,
    en: `The present module is still good. It can be renewed from ${renewalDays} days before its end.`,
  },
} as const satisfies Record<string, Text>

export type ApplicationObstacle = keyof typeof applicationObstacles

export const applicationObstacleCodes = Object.keys(applicationObstacles) as ApplicationObstacle[]

/**
 * What stands in the way of a new application, by those that the institution has, and the state of the one that does. Within
 * the renewal days nothing does.
 */
export function obstacleTo(
  applications: readonly { readonly state: SamState; readonly moduleEnds: Date | null }[],
  now: Date,
): { readonly why: ApplicationObstacle; readonly state: SamState } | undefined {
  const open = applications.find(({ state }) => openStates.has(state))
  if (open) return { why: 'open-application', state: open.state }
  const renewable = now.getTime() + renewalDays * 86_400_000
  const isLive = applications.some(
    ({ state, moduleEnds }) => state === 'ready' && moduleEnds !== null && moduleEnds.getTime() > renewable,
  )
  return isLive ? { why: 'live-module', state: 'ready' } : undefined
}
