// @vitest-environment node
import { calculateJwkThumbprint } from 'jose'
import { expect, it, vi } from 'vitest'
import { lazyPageKeyStore } from '../../../web/api/lazy-page-key-store.ts'
import { memoryPageKeyStore } from '../../../web/api/memory-page-key-store.ts'
import { openPageKeyStore } from '../../../web/api/page-key-store.ts'
import { PageKeys } from '../../../web/api/page-key.ts'

const keys = () => new PageKeys(memoryPageKeyStore())

it('the private key cannot be exported', async () => {
  const { privateKey } = await keys().obtain()
  expect(privateKey.extractable).toBe(false)
  await expect(crypto.subtle.exportKey('pkcs8', privateKey)).rejects.toThrow()
})

it('the thumbprint is that of RFC 7638', async () => {
  const { jwk, thumbprint } = await keys().obtain()
  expect(thumbprint).toBe(await calculateJwkThumbprint({ ...jwk }))
})

it('is made once, and is another one after it was forgotten', async () => {
  const page = keys()
  expect(await page.peek()).toBeUndefined()
  const first = await page.obtain()
  expect((await page.obtain()).thumbprint).toBe(first.thumbprint)
  await page.forget()
  expect(await page.peek()).toBeUndefined()
  expect((await page.obtain()).thumbprint).not.toBe(first.thumbprint)
})

it('two tabs that make a key at once end up with the same one', async () => {
  const store = memoryPageKeyStore()
  const [a, b] = await Promise.all([new PageKeys(store).obtain(), new PageKeys(store).obtain()])
  expect(a.thumbprint).toBe(b.thumbprint)
})

it('a browser without a database keeps the key as long as the page', async () => {
  const page = new PageKeys(await openPageKeyStore()) // Node has no indexedDB, as some private windows have none
  const { thumbprint } = await page.obtain()
  expect((await page.peek())?.thumbprint).toBe(thumbprint)
})

it('the store is opened when it is first used, and again after that failed', async () => {
  const open = vi.fn(async () => memoryPageKeyStore())
  open.mockRejectedValueOnce(new TypeError('Failed to fetch dynamically imported module'))
  const store = lazyPageKeyStore(open)
  expect(open).not.toHaveBeenCalled()
  await expect(store.get()).rejects.toMatchObject({ code: 'ERR_REQUEST_UNREACHABLE' })
  await expect(store.get()).resolves.toBeUndefined()
  await store.clear()
  expect(open).toHaveBeenCalledTimes(2)
})
