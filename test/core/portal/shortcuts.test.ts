import { describe, expect, it } from 'vitest'
import { isCoded } from '../../../core/errors/coded-error.ts'
import {
  archivePassword,
  moveShortcut,
  provided,
  type ShortcutFacts,
  shortcutGroupOn,
  shortcutMoveCodes,
  type ShortcutState,
  shortcutStateCodes,
  shortcutStateOn,
  shortcutStates,
} from '../../../core/portal/shortcuts.ts'

const today = '2026-12-31'
const facts: Readonly<Record<ShortcutState, ShortcutFacts>> = {
  ready: provided,
  downloaded: { ...provided, repeatUntil: today },
  lapsed: { ...provided, repeatUntil: '2026-12-30' },
  requested: { stage: 'requested', repeatUntil: '2026-12-30', wasAsked: true },
  declined: { stage: 'declined', repeatUntil: '2026-12-30', wasAsked: true },
}

it('green is ready, orange not granted, blue downloaded within its days', () => {
  const tones = shortcutStateCodes.map((state) => [state, shortcutStates[state].tone])
  expect(Object.fromEntries(tones)).toEqual({
    ready: 'green',
    downloaded: 'blue',
    lapsed: 'plain',
    requested: 'orange',
    declined: 'orange',
  })
})

describe('states × moves', () => {
  const rows: Readonly<Record<ShortcutState, Partial<Record<string, ShortcutState>>>> = {
    ready: { download: 'downloaded' },
    downloaded: { download: 'downloaded' },
    lapsed: { ask: 'requested' },
    requested: { grant: 'ready', decline: 'declined' },
    declined: { grant: 'ready' },
  }
  const cases = shortcutStateCodes.flatMap((state) =>
    shortcutMoveCodes.map((move) => [state, move, rows[state][move]] as const),
  )
  it.each(cases)('%s × %s → %s', (state, move, to) => {
    expect(shortcutStateOn(facts[state], today)).toBe(state)
    if (to !== undefined) {
      expect(shortcutStateOn(moveShortcut(facts[state], move, today), today)).toBe(to)
      return
    }
    const refused = (error: unknown) =>
      isCoded(error, 'ERR_REQUEST_SHORTCUT_STATE') && error.details?.['state'] === state
    expect(() => moveShortcut(facts[state], move, today)).toThrow(expect.toSatisfy(refused))
  })
})

describe('fourteen days', () => {
  const first = moveShortcut(provided, 'download', '2026-12-24')
  it.each([
    ['2026-12-24', 'downloaded'],
    ['2027-01-07', 'downloaded'],
    ['2027-01-08', 'lapsed'],
  ] as const)('after a first download on 24 December it is on %s %s', (day, state) => {
    expect(shortcutStateOn(first, day)).toBe(state)
  })

  it('are counted from the first download, not from the last', () => {
    expect(moveShortcut(first, 'download', '2027-01-05').repeatUntil).toBe('2027-01-07')
  })

  it('begin anew after it was granted again', () => {
    const granted = moveShortcut(moveShortcut(first, 'ask', '2027-02-01'), 'grant', '2027-02-02')
    expect(shortcutStateOn(granted, '2028-01-01')).toBe('ready')
    expect(moveShortcut(granted, 'download', '2027-03-01').repeatUntil).toBe('2027-03-15')
  })
})

it.each([
  ['ready', false, 'recent'],
  ['ready', true, 'resend'],
  ['downloaded', false, 'recent'],
  ['downloaded', true, 'resend'],
  ['lapsed', false, 'resend'],
  ['lapsed', true, 'resend'],
  ['requested', true, 'requested'],
  ['declined', true, 'resend'],
] as const)('%s, asked for again: %s, stands under %s', (state, wasAsked, group) => {
  expect(shortcutGroupOn({ ...facts[state], wasAsked }, today)).toBe(group)
})

it.each([
  ['A199090017', 'id-number', 'A199090017'],
  ['a199090017', 'id-number', 'A199090017'],
  [null, 'institution-code', '3501999018'],
] as const)('an archive for %s is locked with the %s', (idNumber, key, password) => {
  expect(archivePassword({ idNumber, institutionCode: '3501999018' })).toEqual({ key, password })
})
