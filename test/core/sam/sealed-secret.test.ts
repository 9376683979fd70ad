import { describe, expect, it } from 'vitest'
import {
  isPageKey,
  makePageKeyPair,
  openSecret,
  pageKeyPattern,
  sealedSecretPattern,
  sealSecret,
} from '../../../core/sam/sealed-secret.ts'

const { subtle } = crypto
const moduleCode = '901000000042'
const secret = Uint8Array.from({ length: 16 }, (_, index) => index * 7)
const seal = (pageKey: string) => sealSecret(subtle, { pageKey, moduleCode, secret })
const refused = { code: 'ERR_SAM_SECRET' }

describe('a sealed secret', () => {
  it('is opened by the page that it is sealed to', async () => {
    const page = await makePageKeyPair(subtle)
    const sealed = await seal(page.publicKey)
    expect(sealed).toMatch(sealedSecretPattern)
    expect(await openSecret(subtle, { pageKey: page, moduleCode, sealed })).toEqual(secret)
  })

  it('is another each time', async () => {
    const { publicKey } = await makePageKeyPair(subtle)
    expect(await seal(publicKey)).not.toBe(await seal(publicKey))
  })

  it('is opened by no other page', async () => {
    const sealed = await seal((await makePageKeyPair(subtle)).publicKey)
    const other = await makePageKeyPair(subtle)
    await expect(openSecret(subtle, { pageKey: other, moduleCode, sealed })).rejects.toMatchObject(refused)
  })

  it('is of one module: for another’s it does not pass', async () => {
    const page = await makePageKeyPair(subtle)
    const sealed = await seal(page.publicKey)
    const opening = openSecret(subtle, { pageKey: page, moduleCode: '901000000043', sealed })
    await expect(opening).rejects.toMatchObject(refused)
  })

  it.each([
    ['altered', (sealed: string) => `${sealed.slice(0, -1)}${sealed.endsWith('A') ? 'E' : 'A'}`],
    ['cut off', (sealed: string) => sealed.slice(0, 80)],
    ['another’s point', (sealed: string) => `BAAA${sealed.slice(4)}`],
  ])('that was %s is refused', async (_, change) => {
    const page = await makePageKeyPair(subtle)
    const sealed = change(await seal(page.publicKey))
    await expect(openSecret(subtle, { pageKey: page, moduleCode, sealed })).rejects.toMatchObject(refused)
  })

  it('nothing but 128 bits is sealed', async () => {
    const { publicKey } = await makePageKeyPair(subtle)
    const sealing = sealSecret(subtle, { pageKey: publicKey, moduleCode, secret: secret.subarray(1) })
    await expect(sealing).rejects.toThrow(RangeError)
  })
})

describe('a page’s key', () => {
  it('cannot be read out', async () => {
    const { publicKey, privateKey } = await makePageKeyPair(subtle)
    expect(publicKey).toMatch(pageKeyPattern)
    expect(privateKey.extractable).toBe(false)
    await expect(subtle.exportKey('pkcs8', privateKey)).rejects.toThrow()
  })

  it('is a point of the curve', async () => {
    const { publicKey } = await makePageKeyPair(subtle)
    expect(isPageKey(publicKey)).toBe(true)
    expect(isPageKey(`B${'A'.repeat(86)}`)).toBe(false)
  })
})
