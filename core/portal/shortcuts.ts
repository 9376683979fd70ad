import { CodedError } from '../errors/coded-error.ts'
import type { Text } from '../i18n/text.ts'
import { daysAfter } from './taiwan-day.ts'

/** What a row of 下載捷徑專區 can be; the colours are the old portal's, and never stand without the words. */
export const shortcutStates = {
  ready: { tone: 'green', label: { zhTW: '可下載', en: 'Ready' } },
  downloaded: { tone: 'blue', label: { zhTW: '已下載，期限內可重複下載', en: 'Downloaded; again within its time' } },
  lapsed: { tone: 'plain', label: { zhTW: '重複下載期限已過', en: 'Its time is over' } },
  requested: { tone: 'orange', label: { zhTW: '申請中', en: 'Asked for' } },
  declined: { tone: 'orange', label: { zhTW: '請洽所屬轄區承辦同仁', en: 'Ask your division’s colleague' } },
} as const satisfies Record<string, { readonly tone: ShortcutTone; readonly label: Text }>

export type ShortcutTone = 'green' | 'blue' | 'orange' | 'plain'
export type ShortcutState = keyof typeof shortcutStates

export const shortcutStateCodes = Object.keys(shortcutStates) as ShortcutState[]

/** `institution`: who is signed in there; `staff`: the agency's colleague. */
export type ShortcutActor = 'institution' | 'staff'

interface MoveRow {
  readonly label: Text
  readonly by: ShortcutActor
  readonly from: readonly ShortcutState[]
  readonly to: ShortcutState
}

/** Every move there is. A row begins as `ready`, when the agency provides the file. */
export const shortcutMoves = {
  download: {
    label: { zhTW: '下載', en: 'Download' },
    by: 'institution',
    from: ['ready', 'downloaded'],
    to: 'downloaded',
  },
  ask: { label: { zhTW: '申請重送', en: 'Ask for it again' }, by: 'institution', from: ['lapsed'], to: 'requested' },
  grant: { label: { zhTW: '同意', en: 'Grant' }, by: 'staff', from: ['requested', 'declined'], to: 'ready' },
  decline: { label: { zhTW: '不同意', en: 'Decline' }, by: 'staff', from: ['requested'], to: 'declined' },
} as const satisfies Record<string, MoveRow>

export type ShortcutMove = keyof typeof shortcutMoves

export const shortcutMoveCodes = Object.keys(shortcutMoves) as ShortcutMove[]

export const shortcutMove = (move: ShortcutMove): MoveRow => shortcutMoves[move]

/** From the day of the first download on, a file is downloadable again for so many days. */
export const repeatDays = 14

/** What is stored; what else the state depends on is the day. */
export interface ShortcutFacts {
  readonly stage: 'open' | 'requested' | 'declined'
  /** The last day on which it can be downloaded again, ISO 8601; null while it has not been downloaded. */
  readonly repeatUntil: string | null
  /** Whether it was ever asked for again. */
  readonly wasAsked: boolean
}

/** As the agency provides it. */
export const provided: ShortcutFacts = { stage: 'open', repeatUntil: null, wasAsked: false }

/** The state on a day in Taiwan. */
export function shortcutStateOn({ stage, repeatUntil }: ShortcutFacts, today: string): ShortcutState {
  if (stage !== 'open') return stage
  if (repeatUntil === null) return 'ready'
  return today <= repeatUntil ? 'downloaded' : 'lapsed'
}

export const mayMoveShortcut = (move: ShortcutMove, state: ShortcutState): boolean =>
  shortcutMove(move).from.includes(state)

/** What is stored after the move, on a day in Taiwan. Errors: ERR_REQUEST_SHORTCUT_STATE, with the state it is in. */
export function moveShortcut(facts: ShortcutFacts, move: ShortcutMove, today: string): ShortcutFacts {
  const state = shortcutStateOn(facts, today)
  if (!mayMoveShortcut(move, state)) {
    throw new CodedError('ERR_REQUEST_SHORTCUT_STATE', `${move} is not done to what is ${state}`, {
      details: { state },
    })
  }
  const after: Readonly<Record<ShortcutMove, ShortcutFacts>> = {
    download: { ...facts, repeatUntil: facts.repeatUntil ?? daysAfter(today, repeatDays) },
    ask: { ...facts, stage: 'requested', wasAsked: true },
    grant: { ...facts, stage: 'open', repeatUntil: null },
    decline: { ...facts, stage: 'declined' },
  }
  return after[move]
}

/** The tick boxes: each row stands under one of them. */
export const shortcutGroups = {
  /** What was asked for again and is decided, and what has to be. */
  resend: { zhTW: '申請重送', en: 'Sent again' },
  requested: { zhTW: '申請中', en: 'Asked for' },
  recent: { zhTW: '近期提供', en: 'Recently provided' },
} as const satisfies Record<string, Text>

export type ShortcutGroup = keyof typeof shortcutGroups

export const shortcutGroupCodes = Object.keys(shortcutGroups) as ShortcutGroup[]

/** Those that are ticked at first. */
export const firstGroups: readonly ShortcutGroup[] = ['resend', 'requested']

export function shortcutGroupOn(facts: ShortcutFacts, today: string): ShortcutGroup {
  const state = shortcutStateOn(facts, today)
  if (state === 'requested') return 'requested'
  if (state === 'declined' || state === 'lapsed') return 'resend'
  return facts.wasAsked ? 'resend' : 'recent'
}

export const shortcutPageSize = 10

/** What 加密下載 locks a file with. */
export const archiveKeys = {
  'id-number': {
    zhTW: '密碼為登入者之身分證號，首碼須大寫。',
    en: 'The password is your ID number, with its first letter in upper case.',
  },
  'institution-code': {
    zhTW: '您以機構身分登入，密碼為醫事機構代碼。',
    en: 'You are signed in as the institution: the password is the institution’s code.',
  },
} as const satisfies Record<string, Text>

export type ArchiveKey = keyof typeof archiveKeys

export const archiveKeyCodes = Object.keys(archiveKeys) as ArchiveKey[]

/** The password of an encrypted download: the ID number of who is signed in; of who has none, the institution's code. */
export function archivePassword({
  idNumber,
  institutionCode,
}: {
  readonly idNumber: string | null
  readonly institutionCode: string
}): { readonly key: ArchiveKey; readonly password: string } {
  if (idNumber === null) return { key: 'institution-code', password: institutionCode }
  return { key: 'id-number', password: idNumber.charAt(0).toUpperCase() + idNumber.slice(1) }
}
