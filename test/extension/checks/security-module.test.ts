import { describe, expect, it } from 'vitest'
import { securityModule } from '../../../extension/checks/security-module.ts'
import type { ModuleListing } from '../../../extension/modules/module-store.ts'
import { day, now, storedModule } from '../modules/module-on-disk.ts'
import { situation } from './situation.ts'

const { signal } = new AbortController()
const look = (listing: Partial<ModuleListing>, policy = {}) =>
  securityModule.run(
    situation({
      modules: () => Promise.resolve({ modules: [], damaged: [], ...listing }),
      policy: () => Promise.resolve({ policy, refused: [] }),
      now: () => now,
    }),
    signal,
  )

describe('security-module', () => {
  it('none is nothing wrong: other cards, and the NHI reader, need none', async () => {
    expect(await look({})).toEqual({ finding: 'none' })
  })

  it('those that can be used are told by the end of their codes, and how many are for tests', async () => {
    const production = { module: '000000000111', institution: '7777777777', environment: 'production' } as const
    const modules = [await storedModule(), await storedModule(production)]
    expect(await look({ modules })).toEqual({
      finding: 'ready',
      details: { production: 1, test: 1, modules: '…0129, …0111' },
    })
  })

  it.each([
    ['expired', { notAfter: now - 1 }],
    ['not valid yet', { notBefore: now + 1 }],
    ['revoked', { revokedAt: now - day }],
  ])('one that is %s', async (_what, changes) => {
    expect(await look({ modules: [await storedModule(changes)] })).toEqual({
      finding: 'unusable',
      details: { modules: '…0129' },
    })
  })

  it('a damaged record', async () => {
    expect(await look({ damaged: ['3501999018'] })).toEqual({ finding: 'unusable', details: { modules: '…9018' } })
  })

  it('one that ends within 60 days is said before it does', async () => {
    expect(await look({ modules: [await storedModule({ notAfter: now + 59 * day })] })).toEqual({
      finding: 'ending',
      details: { modules: '…0129' },
    })
  })

  it('is not looked for where policy switched cloud modules off', async () => {
    expect(await look({ modules: [await storedModule()] }, { allowCloudModule: false })).toEqual({ finding: 'off' })
  })
})
