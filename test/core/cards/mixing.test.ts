import { describe, expect, it } from 'vitest'
import { environments } from '../../../core/cards/environments.ts'
import { findMixed, type GuardedSubject, type OtherCard } from '../../../core/cards/mixing.ts'
import { moduleEnvironment } from '../../../core/cards/module-code.ts'

type Kind = GuardedSubject['environment']

const nhi = (environment: Kind): GuardedSubject => ({ cardSn: '000012345678', environment, neverCounted: true })
const hca = (environment: Kind): GuardedSubject => ({ cardSn: 'HC00000000000201', environment })
const beside = (card: GuardedSubject, readerName = 'Reader 2'): OtherCard => ({ ...card, readerName })

const modules = { test: { code: '900000000123' }, production: { code: '000000000123' } } as const

/** The table of mission/04 as it stands there: what of a row goes with what of a column. */
const cells = [
  ['a production module', 'production', 'production NHI card', nhi('production'), 'ok'],
  ['a production module', 'production', 'production HCA card', hca('production'), 'ok'],
  ['a production module', 'production', 'test NHI card', nhi('test'), 'refuse'],
  ['a production module', 'production', 'test HCA card', hca('test'), 'refuse'],
  ['a test module', 'test', 'production NHI card', nhi('production'), 'refuse'],
  ['a test module', 'test', 'production HCA card', hca('production'), 'refuse'],
  ['a test module', 'test', 'test NHI card', nhi('test'), 'ok'],
  ['a test module', 'test', 'test HCA card', hca('test'), 'ok'],
] as const

describe('the mixing guard, cell by cell', () => {
  it.each(cells)('%s (%s) with a %s', (_module, environment, _card, card, verdict) => {
    const mixed = findMixed({ challenge: environment, module: modules[environment], card, others: [] })
    expect(mixed === undefined ? 'ok' : 'refuse').toBe(verdict)
  })

  const pairs = [
    ['the other card is production', 'production', hca('production'), 'production NHI card', nhi('production'), 'ok'],
    ['the other card is production', 'production', nhi('production'), 'production HCA card', hca('production'), 'ok'],
    ['the other card is production', 'production', hca('production'), 'test NHI card', nhi('test'), 'refuse'],
    ['the other card is production', 'production', nhi('production'), 'test HCA card', hca('test'), 'refuse'],
    ['the other card is a test card', 'test', hca('test'), 'production NHI card', nhi('production'), 'refuse'],
    ['the other card is a test card', 'test', nhi('test'), 'production HCA card', hca('production'), 'refuse'],
    ['the other card is a test card', 'test', hca('test'), 'test NHI card', nhi('test'), 'ok'],
    ['the other card is a test card', 'test', nhi('test'), 'test HCA card', hca('test'), 'ok'],
  ] as const

  describe.each(environments)('with a challenge of the %s environment', (challenge) => {
    it.each(pairs)('%s (%s): %o beside a %s', (_row, _environment, other, _card, card, verdict) => {
      for (const module of [undefined, modules[challenge]]) {
        // Both are of the server's own environment, or neither may be used.
        const isOurs = verdict === 'ok' && card.environment === challenge
        expect(findMixed({ challenge, card, others: [beside(other)], module }) === undefined).toBe(isOurs)
      }
    })
  })

  describe('a test card of the production zone (正式區的健保測試卡, 正式區的醫事人員測試卡)', () => {
    it.each([
      ['NHI card', nhi('production-test')],
      ['HCA card', hca('production-test')],
    ])('%s: locked by a test module, so refused with it', (_card, card) => {
      expect(findMixed({ challenge: 'test', module: modules.test, card, others: [] })).toBeDefined()
      expect(
        findMixed({ challenge: 'test', module: modules.test, card: hca('test'), others: [beside(card)] }),
      ).toBeDefined()
    })

    it.each([
      ['NHI card', nhi('production-test')],
      ['HCA card', hca('production-test')],
    ])('%s: of the production zone, so it goes with a production module', (_card, card) => {
      expect(findMixed({ challenge: 'production', module: modules.production, card, others: [] })).toBeUndefined()
    })
  })

  describe('a card whose kind cannot be told', () => {
    it.each([
      ['NHI card', nhi('unknown')],
      ['HCA card', hca('unknown')],
    ])('%s: refused with every test module, in use or beside', (_card, card) => {
      expect(findMixed({ challenge: 'test', module: modules.test, card, others: [] })).toBeDefined()
      expect(
        findMixed({ challenge: 'test', module: modules.test, card: hca('test'), others: [beside(card)] }),
      ).toBeDefined()
    })

    it('an NHI card, which nothing is sent that it counts, is the everyday card of a production module', () => {
      const question = { challenge: 'production', module: modules.production } as const
      expect(findMixed({ ...question, card: nhi('unknown'), others: [] })).toBeUndefined()
      expect(findMixed({ ...question, card: hca('production'), others: [beside(nhi('unknown'))] })).toBeUndefined()
    })

    it.each(environments)('an NHI card that only lies there stands in no certificate’s way (%s)', (challenge) => {
      const question = { challenge, card: hca(challenge) } as const
      expect(findMixed({ ...question, others: [beside(nhi('unknown'))] })).toBeUndefined()
    })

    it.each(environments)('any other card stands in the way, module or not (%s)', (challenge) => {
      for (const module of [undefined, modules[challenge]]) {
        const question = { challenge, module } as const
        expect(findMixed({ ...question, card: hca('unknown'), others: [] })).toBe('…0201')
        expect(findMixed({ ...question, card: hca(challenge), others: [beside(hca('unknown'))] })).toBe('…0201')
      }
    })

    it('being never counted helps no card that is to sign without a module', () => {
      for (const challenge of environments) {
        expect(findMixed({ challenge, card: nhi('unknown'), others: [] })).toBe('…5678')
      }
    })
  })

  describe.each(environments)('without a module, with a challenge of the %s environment', (challenge) => {
    const foreign = challenge === 'test' ? 'production' : 'test'

    it.each(['test', 'production', 'production-test', 'unknown'] as const)('a card that is %s', (environment) => {
      const isOurs = environment === challenge || (challenge === 'production' && environment === 'production-test')
      expect(findMixed({ challenge, card: hca(environment), others: [] })).toBe(isOurs ? undefined : '…0201')
    })

    it('a second card of the same environment is no hindrance, and one of the other is', () => {
      const others = [beside(hca(challenge)), beside(nhi(foreign))]
      expect(findMixed({ challenge, card: hca(challenge), others: others.slice(0, 1) })).toBeUndefined()
      expect(findMixed({ challenge, card: hca(challenge), others })).toBe('…5678')
    })

    it('a card beside it that could not be read is named by its reader', () => {
      const others = [beside({ cardSn: undefined, environment: 'unknown' })]
      expect(findMixed({ challenge, card: hca(challenge), others })).toBe('Reader 2')
    })
  })

  it.each([
    ['a test module', modules.test.code, 'test'],
    ['a production module', modules.production.code, 'production'],
    ['a module of neither kind', '500000000123', 'unknown'],
  ])('%s goes with the challenge of its own environment alone', (_what, code, environment) => {
    expect(moduleEnvironment(code)).toBe(environment)
    for (const challenge of environments) {
      const mixed = findMixed({ challenge, card: hca(challenge), others: [], module: { code } })
      expect(mixed).toBe(environment === challenge ? undefined : 'SAM …0123')
    }
  })
})

describe('an NHI card that is only shown', () => {
  it.each([
    ['production', 'production', true],
    ['production', 'unknown', true],
    ['production', 'test', false],
    ['test', 'test', true],
    ['test', 'unknown', false],
    ['test', 'production', false],
  ] as const)('in %s, of the environment %s: %s', (challenge, environment, passes) => {
    expect(findMixed({ challenge, card: nhi(environment), others: [], shown: true }) === undefined).toBe(passes)
  })

  it('a card that is no NHI card is not let through for being shown', () => {
    expect(findMixed({ challenge: 'production', card: hca('unknown'), others: [], shown: true })).toBeDefined()
  })
})
