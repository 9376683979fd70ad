import { describe, expect, it } from 'vitest'
import { CodedError } from '../../../core/errors/coded-error.ts'
import type { WatchedReader } from '../../../extension/background/sign-in/card-watch.ts'
import { hideReaders } from '../../../extension/background/sign-in/hide-readers.ts'
import type { UsableCard } from '../../../extension/background/sign-in/usable-card.ts'

const unusable = (readerName: string, code: CodedError['code']): WatchedReader => ({
  readerName,
  card: 'unusable',
  error: new CodedError(code, code),
})
const hello = unusable('Windows Hello for Business 1', 'ERR_CARD_UNKNOWN')
const real: WatchedReader = { readerName: 'Castles EZ100PU 0', card: 'empty' }
const info = { cardSn: '1', environment: 'test', institution: null } as const
const hiddenIn = (...readers: WatchedReader[]) => hideReaders(readers).map(({ hidden }) => hidden)

describe('a reader of another product', () => {
  it('is hidden beside a real one, whatever is in that', () => {
    expect(hiddenIn(hello, real)).toEqual(['windows-hello', undefined])
  })

  it('is hidden also when a card is in it that says nothing of its kind', () => {
    const key = {
      ...unusable('Yubico YubiKey CCID 0', 'ERR_CARD_NO_CERTIFICATE'),
      info: { ...info, cardType: undefined },
    }
    expect(hiddenIn(key, real)).toEqual(['security-key', undefined])
  })

  it('is not hidden when it is the only one, nor when all are of this kind', () => {
    expect(hiddenIn(hello)).toEqual([undefined])
    expect(hiddenIn(hello, unusable('Microsoft Virtual Smart Card 0', 'ERR_CARD_UNKNOWN'))).toEqual([
      undefined,
      undefined,
    ])
  })

  it.each<[string, WatchedReader]>([
    ['can sign in', { readerName: hello.readerName, card: 'usable', usable: {} as UsableCard }],
    ['is of a kind that signs in here', { ...hello, info: { ...info, cardType: 'moica' } }],
    ['is locked', unusable(hello.readerName, 'ERR_PIN_BLOCKED')],
  ])('is not hidden when its card %s', (_, reader) => {
    expect(hiddenIn(reader, real)).toEqual([undefined, undefined])
  })
})
