import { describe, expect, it } from 'vitest'
import { sealSecret } from '../../../core/sam/sealed-secret.ts'
import { ModuleKeys } from '../../../web/api/module-keys.ts'
import { mapKeyStore } from '../support/map-key-store.ts'

const secret = Uint8Array.from({ length: 16 }, (_, index) => index)
const moduleCode = '901000000042'
const newKeys = () => {
  const store = mapKeyStore()
  return new ModuleKeys(async () => store)
}

describe('the keys for modules', () => {
  it('open what was sealed to them once, and go then', async () => {
    const keys = newKeys()
    const pageKey = await keys.make()
    expect(await keys.has(pageKey)).toBe(true)
    const sealed = await sealSecret(crypto.subtle, { pageKey, moduleCode, secret })
    expect(await keys.openSecret(pageKey, { moduleCode, sealed })).toEqual(secret)
    expect(await keys.has(pageKey)).toBe(false)
  })

  it('stay when they could not open it', async () => {
    const keys = newKeys()
    const pageKey = await keys.make()
    const sealed = await sealSecret(crypto.subtle, { pageKey, moduleCode: '901000000043', secret })
    await expect(keys.openSecret(pageKey, { moduleCode, sealed })).rejects.toMatchObject({ code: 'ERR_SAM_SECRET' })
    expect(await keys.has(pageKey)).toBe(true)
  })

  it('of another browser open nothing', async () => {
    const pageKey = await newKeys().make()
    const sealed = await sealSecret(crypto.subtle, { pageKey, moduleCode, secret })
    const opening = newKeys().openSecret(pageKey, { moduleCode, sealed })
    await expect(opening).rejects.toMatchObject({ code: 'ERR_SAM_SECRET' })
  })

  it('are not made where the browser keeps nothing', async () => {
    const refused = { code: 'ERR_SAM_STORE' }
    const none = new ModuleKeys(() => Promise.reject(new Error('private window')))
    await expect(none.make()).rejects.toMatchObject(refused)
    await expect(none.has('x')).rejects.toMatchObject(refused)
    const full = new ModuleKeys(async () => ({ ...mapKeyStore(), put: () => Promise.reject(new Error('full')) }))
    await expect(full.make()).rejects.toMatchObject(refused)
  })
})
