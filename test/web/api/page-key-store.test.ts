// @vitest-environment node
import { openDB } from 'idb'
import { expect, it, vi } from 'vitest'
import { openPageKeyStore } from '../../../web/api/page-key-store.ts'

vi.mock('idb', () => ({ openDB: vi.fn() }))

it('is opened anew after the browser closed it, as when the site’s data are cleared under an open page', async () => {
  const kept = { thumbprint: 'kept' }
  vi.mocked(openDB)
    .mockResolvedValueOnce({
      get: () => Promise.reject(new DOMException('The database connection is closing.', 'InvalidStateError')),
    } as never)
    .mockResolvedValueOnce({ get: async () => kept } as never)
  const store = await openPageKeyStore()
  await expect(store.get()).rejects.toThrow('closing')
  vi.mocked(openDB).mock.calls[0]?.[2]?.terminated?.()
  await expect(store.get()).resolves.toBe(kept)
})
