import { describe, expect, it, vi } from 'vitest'
import { parseCertificate } from '../../../core/pki/certificate.ts'
import { parseSamSecret } from '../../../core/sam/sam-secret.ts'
import { acceptModule, offerModule } from '../../../extension/modules/offer-module.ts'
import { facts } from '../../core/sam/make-module.ts'
import {
  authorities,
  day,
  type FileOptions,
  MemoryModuleStore,
  now,
  openingCode,
  samFile,
  storedModule,
} from './module-on-disk.ts'

const offer = (file: File, store = new MemoryModuleStore(), at = now) =>
  offerModule(file, { store, authorities, now: at })
const refusal = async (file: File, store?: MemoryModuleStore, at?: number): Promise<string> =>
  offer(file, store, at).then(
    () => 'offered',
    (error: { code: string }) => error.code,
  )

// scrypt, in JavaScript, on a machine that may have much else to do.
vi.setConfig({ testTimeout: 30_000 })

describe('a module file', () => {
  it('is shown with institution, code, environment and validity before anything is taken', async () => {
    const store = new MemoryModuleStore()
    const { module, replaces } = await offer(samFile(), store)
    expect(module).toEqual({
      ...facts,
      environment: 'test',
      notBefore: Date.parse('2026-01-01T00:00:00Z'),
      notAfter: Date.parse('2029-01-01T00:00:00Z'),
    })
    expect(replaces).toBeUndefined()
    expect(store.modules.size).toBe(0)
  })

  it('of a gigabyte is refused without being read', async () => {
    let read = 0
    const file = {
      name: samFile().name,
      size: 2 ** 30,
      slice: (start: number, end: number) => ({
        arrayBuffer: async () => {
          read += end - start
          return new ArrayBuffer(end - start)
        },
      }),
      arrayBuffer: () => Promise.reject(new Error('it was read')),
    } as unknown as File
    await expect(offer(file)).rejects.toMatchObject({ code: 'ERR_SAM_FILE_SIZE', details: { size: '1.0 GB' } })
    expect(read).toBeLessThan(16)
  })

  it('that is still in its ZIP, however large, is told to be unpacked', async () => {
    const zip = new File([Uint8Array.of(0x50, 0x4b, 3, 4), new Uint8Array(100_000)], 'module.zip')
    expect(await refusal(zip)).toBe('ERR_SAM_FILE_ZIP')
  })

  it('that cannot be read any more, since its stick was pulled, is an error and not a crash', async () => {
    const file = samFile()
    file.slice = () => {
      throw new DOMException('The requested file could not be read', 'NotReadableError')
    }
    expect(await refusal(file)).toBe('ERR_SAM_FILE')
  })

  it.each<[string, FileOptions, string]>([
    ['with a name of one digit less', { name: '350199901890000000012.SAM' }, 'ERR_SAM_FILE_NAME'],
    ['with another module’s name', { name: '3501999018900000000137.SAM' }, 'ERR_SAM_FILE_RENAMED'],
    ['of a module that has expired', { notAfter: '2026-12-31T00:00:00Z' }, 'ERR_SAM_EXPIRED'],
    ['of a module that is not valid yet', { notBefore: '2027-02-01T00:00:00Z' }, 'ERR_SAM_NOT_YET_VALID'],
  ])('%s is refused with the reason', async (_what, options, code) => {
    expect(await refusal(samFile(options))).toBe(code)
  })

  it('of an authority that this browser was not told of is refused', async () => {
    const asked = offerModule(samFile(), { store: new MemoryModuleStore(), authorities: [], now })
    await expect(asked).rejects.toMatchObject({ code: 'ERR_SAM_FOREIGN' })
  })

  it('that is here already is refused as a duplicate, and as revoked when it is known to be', async () => {
    expect(await refusal(samFile(), new MemoryModuleStore(await storedModule()))).toBe('ERR_SAM_DUPLICATE')
    const revoked = await storedModule({ revokedAt: now - day })
    expect(await refusal(samFile(), new MemoryModuleStore(revoked))).toBe('ERR_SAM_REVOKED')
  })

  it('newer than the one of its institution says which one it would replace', async () => {
    const old = await storedModule({ module: '900000000111', notBefore: Date.parse('2025-01-01T00:00:00Z') })
    const { replaces } = await offer(samFile(), new MemoryModuleStore(old))
    expect(replaces?.module).toBe('900000000111')
  })

  it('older than one that can be used is refused; a newer one that is revoked or expired is replaced by it', async () => {
    const newer = { module: '900000000111', notBefore: Date.parse('2026-06-01T00:00:00Z') }
    expect(await refusal(samFile(), new MemoryModuleStore(await storedModule(newer)))).toBe('ERR_SAM_OLDER')
    const revoked = await storedModule({ ...newer, revokedAt: now })
    expect(await refusal(samFile(), new MemoryModuleStore(revoked))).toBe('offered')
    const expired = await storedModule({ ...newer, notAfter: now - day })
    expect(await refusal(samFile(), new MemoryModuleStore(expired))).toBe('offered')
  })

  it('of another institution stands beside those that are here', async () => {
    const store = new MemoryModuleStore(await storedModule({ institution: '7777777777', module: '900000000202' }))
    const offered = await offer(samFile(), store)
    await acceptModule(offered, parseSamSecret(openingCode), { store, now })
    expect(store.modules.size).toBe(2)
  })
})

describe('the opening code', () => {
  it('opens a key that signs for the certificate and cannot be read out; nothing else is kept', async () => {
    const store = new MemoryModuleStore()
    await acceptModule(await offer(samFile(), store), parseSamSecret(openingCode), { store, now })
    const stored = store.modules.get(facts.institution)
    if (!stored) throw new Error('nothing was kept')
    const { key, certificate, ...rest } = stored
    expect(rest).toEqual({
      ...facts,
      environment: 'test',
      notBefore: Date.parse('2026-01-01T00:00:00Z'),
      notAfter: Date.parse('2029-01-01T00:00:00Z'),
      importedAt: now,
      revokedAt: null,
    })
    expect(key).toMatchObject({ type: 'private', extractable: false, usages: ['sign'] })
    const message = new Uint8Array([1, 2, 3])
    const ecdsa = { name: 'ECDSA', hash: 'SHA-256', namedCurve: 'P-256' }
    const { spki } = parseCertificate(certificate).publicKey
    const publicKey = await crypto.subtle.importKey('spki', spki.slice(), ecdsa, false, ['verify'])
    const signature = await crypto.subtle.sign(ecdsa, key, message)
    expect(await crypto.subtle.verify(ecdsa, publicKey, signature, message)).toBe(true)
  })

  it('that is wrong is told, and the right one still opens the same offer', async () => {
    const store = new MemoryModuleStore()
    const offered = await offer(samFile(), store)
    await expect(acceptModule(offered, new Uint8Array(16).fill(7), { store, now })).rejects.toMatchObject({
      code: 'ERR_SAM_SECRET',
    })
    expect(store.modules.size).toBe(0)
    await acceptModule(offered, parseSamSecret(openingCode), { store, now })
    expect(store.modules.size).toBe(1)
  })

  it('is overwritten whether it was right or wrong, and so is what was read of the file once it is not needed', async () => {
    const store = new MemoryModuleStore()
    const offered = await offer(samFile(), store)
    const [wrong, right] = [new Uint8Array(16).fill(7), parseSamSecret(openingCode)]
    await acceptModule(offered, wrong, { store, now }).catch(() => undefined)
    expect(wrong.every((octet) => octet === 0)).toBe(true)
    expect(offered.sealed.encryptedKey.some((octet) => octet !== 0)).toBe(true)
    await acceptModule(offered, right, { store, now })
    expect(right.every((octet) => octet === 0)).toBe(true)
    expect(offered.sealed.encryptedKey.every((octet) => octet === 0)).toBe(true)
  })

  it('of a file whose key is not its certificate’s opens nothing that is kept', async () => {
    const store = new MemoryModuleStore()
    const offered = await offer(samFile({ otherKey: true }), store)
    await expect(acceptModule(offered, parseSamSecret(openingCode), { store, now })).rejects.toMatchObject({
      code: 'ERR_SAM_ALTERED',
    })
    expect(store.modules.size).toBe(0)
  })
})
