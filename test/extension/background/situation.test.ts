import { describe, expect, it } from 'vitest'
import { CodedError } from '../../../core/errors/coded-error.ts'
import type { ErrorCode } from '../../../core/errors/error-codes.ts'
import type { WatchedReader } from '../../../extension/background/sign-in/card-watch.ts'
import { otherCards } from '../../../extension/background/sign-in/other-cards.ts'
import type { UsableCard } from '../../../extension/background/sign-in/usable-card.ts'
import { type Choice, situation } from '../../../extension/background/sign-in/situation.ts'

const card = {} as UsableCard
const usable = (readerName: string): WatchedReader => ({ readerName, card: 'usable', usable: card })
const empty = (readerName: string): WatchedReader => ({ readerName, card: 'empty' })
const reading = (readerName: string): WatchedReader => ({ readerName, card: 'reading' })
const unusable = (readerName: string, code: ErrorCode): WatchedReader => ({
  readerName,
  card: 'unusable',
  error: new CodedError(code, code),
})
const neverUsed = { readerName: undefined, any: false }
const lastUsed = (readerName: string) => ({ readerName, any: true })
const look = (readers: WatchedReader[], choice: Partial<Choice> = {}) =>
  situation(readers, { chosen: null, picked: false, last: neverUsed, reader: 'ccid', ...choice })

describe('the card that is chosen', () => {
  it.each<[string, WatchedReader[], Partial<Choice>, string | null]>([
    ['is the only usable one', [empty('A'), usable('B')], {}, 'B'],
    ['is the first usable one at first', [usable('A'), usable('B')], {}, 'A'],
    ['is that of the reader used last', [usable('A'), usable('B')], { last: lastUsed('B') }, 'B'],
    [
      'is waited for while the reader used last is still read',
      [usable('A'), reading('B')],
      { last: lastUsed('B') },
      'B',
    ],
    ['is not waited for in any other reader', [usable('A'), reading('B')], {}, 'A'],
    ['stays chosen when another appears', [usable('A'), usable('B')], { chosen: 'B' }, 'B'],
    ['changes when it was chosen beforehand and is gone', [empty('A'), usable('B')], { chosen: 'A' }, 'B'],
    ['stays the picked one though it is gone', [empty('A'), usable('B')], { chosen: 'A', picked: true }, 'A'],
    ['is free again when the picked reader is gone', [usable('B')], { chosen: 'A', picked: true }, 'B'],
    ['is none when none is usable', [empty('A'), unusable('B', 'ERR_CARD_SPARE')], {}, null],
  ])('%s', (_, readers, choice, chosen) => {
    expect(look(readers, choice)).toMatchObject({ chosen })
  })
})

describe('what is said while no card can be used', () => {
  it.each<[string, WatchedReader[], Partial<Choice>, string, ErrorCode | null]>([
    ['no reader was ever allowed', [], {}, 'waiting-for-reader', 'ERR_READER_NO_PERMISSION'],
    ['a reader was used before', [], { last: lastUsed('A') }, 'waiting-for-reader', 'ERR_READER_NOT_FOUND'],
    [
      'only a protected reader',
      [unusable('P', 'ERR_READER_PROTECTED_CLASS')],
      {},
      'waiting-for-reader',
      'ERR_READER_PROTECTED_CLASS',
    ],
    ['an empty reader', [empty('A')], {}, 'waiting-for-card', null],
    [
      'a card that cannot be used beside an empty reader',
      [empty('A'), unusable('B', 'ERR_CARD_SPARE')],
      {},
      'waiting-for-card',
      'ERR_CARD_SPARE',
    ],
    [
      'the picked reader’s reason before any other',
      [unusable('A', 'ERR_CARD_SPARE'), unusable('B', 'ERR_CARD_MUTE')],
      { chosen: 'B', picked: true },
      'waiting-for-card',
      'ERR_CARD_MUTE',
    ],
    ['a busy reader beside an empty one', [empty('A'), unusable('B', 'ERR_READER_BUSY')], {}, 'waiting-for-card', null],
    ['nothing but readers in trouble', [unusable('B', 'ERR_READER_BUSY')], {}, 'failed', 'ERR_READER_BUSY'],
    [
      'a hidden reader beside an empty one',
      [{ ...unusable('H', 'ERR_CARD_UNKNOWN'), hidden: 'windows-hello' }, empty('A')],
      {},
      'waiting-for-card',
      null,
    ],
    [
      'a hidden reader beside one that another program has',
      [{ ...empty('H'), hidden: 'windows-hello' }, unusable('B', 'ERR_READER_BUSY')],
      {},
      'failed',
      'ERR_READER_BUSY',
    ],
    [
      'a protected reader beside an empty one',
      [empty('A'), unusable('P', 'ERR_READER_PROTECTED_CLASS')],
      {},
      'waiting-for-card',
      null,
    ],
  ])('%s', (_, readers, choice, phase, code) => {
    const now = look(readers, choice)
    expect(now.phase).toBe(phase)
    expect('error' in now ? (now.error?.code ?? null) : null).toBe(code)
  })
})

describe('the other cards that the mixing guard sees', () => {
  const beside = (readerName: string) => ({ inUse: [readerName], samSlots: [] })
  const info = { cardType: 'hca-institution', cardSn: '1', environment: 'production', institution: null } as const

  it('are all that are present, usable or not', () => {
    const readers = [
      { ...usable('A'), info },
      { ...usable('B'), info },
      { ...unusable('C', 'ERR_CARD_WRONG_KIND'), info },
    ]
    const other = { cardSn: '1', environment: 'production' }
    expect(otherCards(readers, beside('A'))).toEqual([
      { readerName: 'B', ...other },
      { readerName: 'C', ...other },
    ])
  })

  it('count as unknown when they could not be recognised', () => {
    expect(
      otherCards([unusable('B', 'ERR_CARD_UNKNOWN'), unusable('C', 'ERR_CARD_COMMAND')], beside('A')),
    ).toMatchObject([
      { readerName: 'B', cardSn: undefined, environment: 'unknown' },
      { readerName: 'C', cardSn: undefined, environment: 'unknown' },
    ])
  })

  it('say which of them nothing can be counted by', () => {
    const nhi = { ...info, environment: 'unknown', neverCounted: true } as const
    const readers = [usable('A'), { ...unusable('B', 'ERR_CARD_NO_CERTIFICATE'), info: nhi }]
    expect(otherCards(readers, beside('A'))).toMatchObject([
      { readerName: 'B', environment: 'unknown', neverCounted: true },
    ])
  })

  it('a module that we cannot read, in a slot for modules, is sent nothing; anywhere else it is a card like any other', () => {
    const readers = [usable('A'), unusable('S', 'ERR_CARD_UNKNOWN')]
    const places = { inUse: ['A'], samSlots: ['S'] }
    expect(otherCards(readers, places)).toMatchObject([{ readerName: 'S', environment: 'unknown', neverCounted: true }])
    expect(otherCards(readers, beside('A'))).toMatchObject([{ readerName: 'S', neverCounted: false }])
  })

  it('are none in the readers of other products', () => {
    expect(otherCards([{ ...unusable('H', 'ERR_CARD_UNKNOWN'), hidden: 'windows-hello' }], beside('A'))).toEqual([])
  })

  it('are none in readers that are empty, mute, or could not be asked', () => {
    const mute: WatchedReader = { readerName: 'M', card: 'mute', error: new CodedError('ERR_CARD_MUTE', '') }
    const readers = [empty('A'), mute, unusable('B', 'ERR_READER_BUSY'), unusable('C', 'ERR_CARD_REMOVED')]
    expect(otherCards(readers, beside('X'))).toEqual([])
  })
})
