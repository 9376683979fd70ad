// @vitest-environment node
import { openDB } from 'idb'
import { expect, it, vi } from 'vitest'
import { moduleKeyStore } from '../../../web/api/module-key-store.ts'

vi.mock('idb', () => ({ openDB: vi.fn() }))

it('is a database of its own, opened for each use and closed again, also when the use fails', async () => {
  const close = vi.fn()
  const pair = { publicKey: 'B', privateKey: {} }
  vi.mocked(openDB)
    .mockResolvedValueOnce({ get: async () => pair, close } as never)
    .mockResolvedValueOnce({ put: () => Promise.reject(new Error('full')), close } as never)
  await expect(moduleKeyStore.get('B')).resolves.toBe(pair)
  await expect(moduleKeyStore.put(pair as never)).rejects.toThrow('full')
  expect(close).toHaveBeenCalledTimes(2)
  expect(vi.mocked(openDB).mock.calls.map(([name]) => name)).toEqual(['nhi-portal-modules', 'nhi-portal-modules'])
})
