import { IDBFactory } from 'fake-indexeddb'
import { openDB } from 'idb'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { indexedDbModuleStore as store } from '../../../extension/modules/module-store.ts'
import { newKey, now, storedModule } from './module-on-disk.ts'
import 'fake-indexeddb/auto'

beforeEach(() => {
  vi.stubGlobal('indexedDB', new IDBFactory())
})

/** What lies there without our having put it there so. */
async function lay(value: unknown, key: string): Promise<void> {
  await store.list()
  const database = await openDB('security-modules', 1)
  await database.put('modules', value, key)
  database.close()
}

const other = { institution: '7777777777', module: '900000000202' }

describe('the store of modules', () => {
  it('keeps one per institution, whose key signs and cannot be read out', async () => {
    await store.put(await storedModule())
    await store.put(await storedModule(other))
    const { modules, damaged } = await store.list()
    expect(damaged).toEqual([])
    expect(modules.map(({ module }) => module).toSorted()).toEqual(['900000000129', '900000000202'])
    const [{ key } = await storedModule()] = modules
    const signature = await crypto.subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, key, new Uint8Array(3))
    expect(signature.byteLength).toBe(64)
    await expect(crypto.subtle.exportKey('pkcs8', key)).rejects.toThrow()
  })

  it('a newer module takes the place of its institution’s earlier one', async () => {
    await store.put(await storedModule())
    await store.put(await storedModule({ module: '900000000137' }))
    expect((await store.list()).modules.map(({ module }) => module)).toEqual(['900000000137'])
  })

  it('what is removed is gone', async () => {
    const module = await storedModule()
    await store.put(module)
    await store.remove(module.institution)
    expect(await store.list()).toEqual({ modules: [], damaged: [] })
  })

  it('a module is revoked once: the first day that this computer learnt it stays', async () => {
    await store.put(await storedModule())
    await store.put(await storedModule(other))
    expect(await store.markRevoked(new Set(['900000000129', '000000000111']), now)).toBe(true)
    expect(await store.markRevoked(new Set(['900000000129']), now + 1)).toBe(false)
    const { modules } = await store.list()
    expect(modules.map(({ module, revokedAt }) => [module, revokedAt]).toSorted()).toEqual([
      ['900000000129', now],
      ['900000000202', null],
    ])
  })

  it.each([
    ['something else', () => Promise.resolve('a module')],
    ['a field too many', async () => ({ ...(await storedModule()), secret: 'x' })],
    ['no key', async () => ({ ...(await storedModule()), key: 'key' })],
    ['a key that could be read out', async () => ({ ...(await storedModule()), key: await newKey(true) })],
    ['a code of the other environment', async () => ({ ...(await storedModule()), module: '000000000129' })],
    ['another institution’s module', async () => storedModule({ institution: '1234567890' })],
  ])('%s is told as damaged, keeps no other module away, and can be removed', async (_what, make) => {
    await store.put(await storedModule(other))
    await lay(await make(), '3501999018')
    const { modules, damaged } = await store.list()
    expect(modules.map(({ module }) => module)).toEqual(['900000000202'])
    expect(damaged).toEqual(['3501999018'])
    expect(await store.markRevoked(new Set(['900000000129']), now)).toBe(false)
    await store.remove('3501999018')
    expect((await store.list()).damaged).toEqual([])
  })

  it('a browser that gives no database is an error that a person can read', async () => {
    vi.stubGlobal('indexedDB', {
      open: () => {
        throw new DOMException('The user denied permission to access the database.', 'UnknownError')
      },
    })
    await expect(store.list()).rejects.toMatchObject({ code: 'ERR_SAM_STORE' })
    await expect(store.put(await storedModule())).rejects.toMatchObject({ code: 'ERR_SAM_STORE' })
  })
})
