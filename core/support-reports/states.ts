import { CodedError } from '../errors/coded-error.ts'
import type { Text } from '../i18n/text.ts'

/** What a report (報備支援申請) can be. While a change is under way, what was approved before stays in force. */
export const supportStates = {
  draft: { zhTW: '草稿', en: 'Draft' },
  submitted: { zhTW: '已送件', en: 'Sent' },
  reviewing: { zhTW: '審查中', en: 'Under review' },
  returned: { zhTW: '退回補正', en: 'Returned to be mended' },
  approved: { zhTW: '核准', en: 'Approved' },
  changing: { zhTW: '變更中', en: 'Change being written' },
  'change-submitted': { zhTW: '變更已送件', en: 'Change sent' },
  'change-reviewing': { zhTW: '變更審查中', en: 'Change under review' },
  'change-returned': { zhTW: '變更退回補正', en: 'Change returned to be mended' },
  cancelled: { zhTW: '註銷', en: 'Cancelled' },
  expired: { zhTW: '到期', en: 'Expired' },
} as const satisfies Record<string, Text>

export type SupportState = keyof typeof supportStates

export const supportStateCodes = Object.keys(supportStates) as SupportState[]

/** `applicant`: the practitioner; `reviewer`: the health bureau of the county of practice; `job`: the server by itself. */
export const supportActors = ['applicant', 'reviewer', 'job'] as const
export type SupportActor = (typeof supportActors)[number]

export interface SupportMoveRow {
  readonly label: Text
  readonly by: SupportActor
  /** From each of these states to that one; from any other it is not made. */
  readonly steps: Readonly<Partial<Record<SupportState, SupportState>>>
  /** Whoever makes it says why. */
  readonly reason?: true
}

/** Every state that is not the last. */
const toFromAll = (to: SupportState) =>
  Object.fromEntries(
    supportStateCodes.filter((state) => state !== 'cancelled' && state !== 'expired').map((state) => [state, to]),
  )

/** Every move there is: who × move × state. A report begins as `draft`. */
export const supportMoves = {
  send: {
    label: { zhTW: '送件', en: 'Send' },
    by: 'applicant',
    steps: {
      draft: 'submitted',
      returned: 'submitted',
      changing: 'change-submitted',
      'change-returned': 'change-submitted',
    },
  },
  recall: {
    label: { zhTW: '撤回修改', en: 'Take back' },
    by: 'applicant',
    steps: { submitted: 'draft', 'change-submitted': 'changing' },
  },
  change: { label: { zhTW: '變更', en: 'Change' }, by: 'applicant', steps: { approved: 'changing' } },
  'drop-change': {
    label: { zhTW: '放棄變更', en: 'Drop the change' },
    by: 'applicant',
    steps: { changing: 'approved', 'change-returned': 'approved' },
  },
  cancel: {
    label: { zhTW: '註銷', en: 'Cancel' },
    by: 'applicant',
    steps: toFromAll('cancelled'),
    reason: true,
  },
  'take-up': {
    label: { zhTW: '開始審查', en: 'Take up' },
    by: 'reviewer',
    steps: { submitted: 'reviewing', 'change-submitted': 'change-reviewing' },
  },
  pass: {
    label: { zhTW: '核准', en: 'Approve' },
    by: 'reviewer',
    steps: { reviewing: 'approved', 'change-reviewing': 'approved' },
  },
  return: {
    label: { zhTW: '退回補正', en: 'Return' },
    by: 'reviewer',
    steps: { reviewing: 'returned', 'change-reviewing': 'change-returned' },
    reason: true,
  },
  expire: { label: { zhTW: '到期', en: 'Expire' }, by: 'job', steps: toFromAll('expired') },
} as const satisfies Record<string, SupportMoveRow>

export type SupportMove = keyof typeof supportMoves

export const supportMoveCodes = Object.keys(supportMoves) as SupportMove[]

export const supportMove = (move: SupportMove): SupportMoveRow => supportMoves[move]

/** The moves of one actor, for the routes. */
export const applicantMoves = ['send', 'recall', 'change', 'drop-change', 'cancel'] as const
export const reviewerMoves = ['take-up', 'pass', 'return'] as const
export type ApplicantMove = (typeof applicantMoves)[number]
export type ReviewerMove = (typeof reviewerMoves)[number]

/** The state that the move leads to. Errors: ERR_REQUEST_SUPPORT_STATE, with the state it is in. */
export function supportMoveTo(state: SupportState, actor: SupportActor, move: SupportMove): SupportState {
  const { by, steps } = supportMove(move)
  const to = steps[state]
  if (by !== actor || to === undefined) {
    throw new CodedError('ERR_REQUEST_SUPPORT_STATE', `a report that is ${state} cannot ${move}`, {
      details: { state },
    })
  }
  return to
}

export const supportMovesFrom = (state: SupportState, actor: SupportActor): SupportMove[] =>
  supportMoveCodes.filter((move) => supportMove(move).by === actor && supportMove(move).steps[state] !== undefined)

/** States in which its applicant may write in it. */
export const isWritable = (state: SupportState): boolean => supportMoves.send.steps[state as 'draft'] !== undefined

/** States in which the institutions are asked, and the bureau decides. */
export const isBeforeBureau = (state: SupportState): boolean =>
  ['submitted', 'reviewing', 'change-submitted', 'change-reviewing'].includes(state)

/** Sent and not over: their hours count for overlaps. */
export const isLive = (state: SupportState): boolean => !['draft', 'cancelled', 'expired'].includes(state)

/** Nothing can be done to it any more. */
export const isOver = (state: SupportState): boolean => state === 'cancelled' || state === 'expired'

/** A change of what was approved. */
export const isChange = (state: SupportState): boolean => state === 'changing' || state.startsWith('change-')

/** What an approved report can be printed in. */
export const isInForceState = (state: SupportState): boolean => state === 'approved' || isChange(state)
