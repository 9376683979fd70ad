import { beforeEach, describe, expect, it } from 'vitest'
import type { SamCard } from '../../../core/cards/sam-card.ts'
import { CodedError } from '../../../core/errors/coded-error.ts'
import type { SmartCardConnection } from '../../../core/smartcard/context.ts'
import { ReaderModules } from '../../../extension/background/sign-in/reader-modules.ts'
import type { SigningModule } from '../../../extension/background/sign-in/signing-module.ts'
import { facts, makeModule, makeModuleAuthority } from '../../core/sam/make-module.ts'

const authority = makeModuleAuthority('test')
const question = { challenge: 'test', card: { cardSn: '900000000701', environment: 'test' }, others: [] } as const

let log: string[]
let authenticated: boolean
let response: Uint8Array | undefined
beforeEach(() => {
  log = []
  authenticated = false
  response = new Uint8Array(64)
})

const connection = {
  startTransaction: async (work: () => Promise<unknown>) => void (await work()),
} as unknown as SmartCardConnection

const samCard = (changes: Partial<SamCard> = {}): SamCard => ({
  module: facts.module,
  institution: facts.institution,
  environment: 'test',
  certificate: makeModule(authority).certificate,
  isAuthenticated: async () => authenticated,
  counted: {
    challenge: async () => (log.push('challenge'), new Uint8Array(16)),
    authenticate: async () => void log.push('authenticate'),
    sign: async () => (log.push('sign'), new Uint8Array(64)),
  },
  ...changes,
})

function find(sam: SamCard) {
  const rows = [{ readerName: 'N－SAM 1', card: 'unusable', sam: { connection, sam } }] as const
  const slots = [
    { readerName: 'N－1', role: 'nhi' },
    { readerName: 'N－SAM 1', role: 'sam' },
  ] as const
  const modules = new ReaderModules({
    readers: () => rows,
    nhiReaders: () => [{ name: 'N', slots }],
    environment: 'test',
    guard: (_question, { counted }) => (log.push('guard'), counted),
    authenticate: async () => (log.push('ask'), response),
  })
  return modules.find('N－1')
}

function module(sam: SamCard = samCard()): SigningModule {
  const found = find(sam)
  if (found.state !== 'ready') throw new Error(found.state)
  return found.module
}

describe('the security module of a reader', () => {
  it('is asked for its number only behind the guard, and authenticated once', async () => {
    const sam = module()
    await sam.prepare(question)
    await sam.prepare(question)
    expect(log).toEqual(['guard', 'challenge', 'ask', 'authenticate', 'guard'])
  })

  it('that was authenticated before is asked for nothing', async () => {
    authenticated = true
    await module().prepare(question)
    expect(log).toEqual(['guard'])
  })

  it('without an answer of the portal is not authenticated, and nothing is counted', async () => {
    response = undefined
    const sam = module()
    await expect(sam.prepare(question)).rejects.toMatchObject({ code: 'ERR_READER_SAM_NOT_AUTHENTICATED' })
    await expect(sam.prepare(question)).rejects.toMatchObject({ code: 'ERR_READER_SAM_NOT_AUTHENTICATED' })
    expect(log).toEqual(['guard', 'challenge', 'ask', 'guard'])
  })

  it('that refused an answer is given no second one by itself', async () => {
    const refusal = new CodedError('ERR_READER_SAM_REFUSED', 'refused')
    const { counted } = samCard()
    const sam = module(samCard({ counted: { ...counted, authenticate: () => Promise.reject(refusal) } }))
    await expect(sam.prepare(question)).rejects.toBe(refusal)
    await expect(sam.prepare(question)).rejects.toBe(refusal)
    expect(log).toEqual(['guard', 'challenge', 'ask', 'guard'])
  })

  it('passes the guard for its signature too', async () => {
    await module().sign(question, new Uint8Array(3))
    expect(log).toEqual(['guard', 'sign'])
  })

  it.each<[string, Partial<SamCard>]>([
    ['is none', { certificate: Uint8Array.of(0x30, 0) }],
    ['is another module’s', { module: '900000000137' }],
    ['is another institution’s', { institution: '7777777777' }],
  ])('whose certificate %s is not used', (_what, changes) => {
    expect(find(samCard(changes))).toMatchObject({ state: 'missing', error: { code: 'ERR_SAM_FOREIGN' } })
    expect(log).toEqual([])
  })
})
