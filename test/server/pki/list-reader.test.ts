import { randomBytes } from 'node:crypto'
import { Worker } from 'node:worker_threads'
import { beforeAll, describe, expect, it } from 'vitest'
import { parseCrl } from '../../../core/pki/crl.ts'
import { context, tags } from '../../../core/pki/der.ts'
import { der } from '../../../core/pki/der-writer.ts'
import { SignatureChecker } from '../../../core/pki/signature-checker.ts'
import { createListReader } from '../../../server/pki/list-reader.ts'
import { verifySignature } from '../../../server/pki/verify-signature.ts'
import {
  type Bytes,
  crlNumber,
  ecdsaSha256,
  makeAuthority,
  makeKeys,
  makeLeaf,
  name,
  signed,
  time,
} from '../../core/pki/make-certificate.ts'

const hca = makeAuthority('HCA')
const others = [makeAuthority('MOICA'), makeAuthority('HCA', { keys: makeKeys() })]
const serial = (octets: Uint8Array) => octets.with(0, 0x11)

/** Sixteen-octet serial numbers with a date: 35 octets an entry, as authorities write them. */
function largeList(entries: number, revoked = makeLeaf(hca), signer = hca.keys): Bytes {
  const date = time('2025-06-01T08:00:00Z')
  const parts = Array.from({ length: entries }, () =>
    der(tags.sequence, der(tags.integer, serial(randomBytes(16))), date),
  )
  parts.push(der(tags.sequence, der(tags.integer, Buffer.from(revoked.serialNumber, 'hex')), date))
  const tbs = der(
    tags.sequence,
    der(tags.integer, [1]),
    ecdsaSha256,
    name(hca.subject),
    time('2026-01-01T00:00:00Z'),
    time('2026-02-01T00:00:00Z'),
    der(tags.sequence, Buffer.concat(parts)),
    der(context(0, true), der(tags.sequence, crlNumber(7))),
  )
  return signed(tbs, signer)
}

const reader = createListReader(verifySignature)
const signers = [...others, hca].map(({ certificate }) => certificate)
/** Does not check anything: it fails when it is asked to. */
const checkNothing = (list: Parameters<SignatureChecker['isSignedBy']>[0], signer = hca) =>
  new SignatureChecker(verifySignature, 0).isSignedBy(list, signer.certificate, true)

describe.each([
  ['small, read where it is', 10],
  ['large, read in a thread', 10_000],
])('a list that is %s', (_, entries) => {
  const leaf = makeLeaf(hca)
  let bytes: Bytes
  beforeAll(() => {
    bytes = largeList(entries, leaf)
  })

  it('answers like one that was read in place', async () => {
    const { list, der: kept, isSigned } = await reader.read(bytes.slice(), signers)
    const expected = parseCrl(bytes)
    expect(isSigned).toBe(true)
    expect(kept).toEqual(bytes)
    expect(list.find(leaf.serialNumber)).toEqual(expected.find(leaf.serialNumber))
    expect(list.find(makeLeaf(hca).serialNumber)).toBeUndefined()
    expect({ size: list.size, number: list.crlNumber, thisUpdate: list.thisUpdate, next: list.nextUpdate }).toEqual({
      size: entries + 1,
      number: '07',
      thisUpdate: expected.thisUpdate,
      next: expected.nextUpdate,
    })
  })

  it('has its signature checked once: a sign-in need not hash it again, neither for its signer nor for a namesake', async () => {
    const { list } = await reader.read(bytes.slice(), signers)
    expect(checkNothing(list)).toBe(true)
    expect(checkNothing(list, others[1])).toBe(false)
  })

  it('signed by nobody who may is told from a good one', async () => {
    const stranger = largeList(entries, leaf, makeKeys())
    expect(await reader.read(stranger, signers)).toMatchObject({ isSigned: false })
  })

  it('that cannot be read is refused', async () => {
    await expect(reader.read(bytes.with(1, 0x80), signers)).rejects.toMatchObject({ code: 'ERR_CERT_MALFORMED' })
    await expect(reader.read(bytes.slice(0, -1), signers)).rejects.toMatchObject({ code: 'ERR_CERT_MALFORMED' })
  })
})

describe('a list of 412,000 entries', () => {
  it('keeps the process from nothing: while it is read in its thread, this one goes on with other work', async () => {
    const bytes = largeList(412_000)
    /** How often others got their turn meanwhile. */
    const turnsWhile = async (work: () => unknown) => {
      let turns = 0
      let isDone = false
      const count = () => {
        turns++
        if (!isDone) setImmediate(count)
      }
      setImmediate(count)
      await work()
      isDone = true
      return turns
    }
    const here = await turnsWhile(() => {
      const list = parseCrl(bytes.slice())
      new SignatureChecker(verifySignature, 1).isSignedBy(list, hca.certificate, false)
    })
    expect(here).toBe(0)
    let read: Awaited<ReturnType<typeof reader.read>> | undefined
    const copy = bytes.slice()
    const meanwhile = await turnsWhile(async () => {
      read = await reader.read(copy, signers)
    })
    expect(read).toMatchObject({ isSigned: true, list: { size: 412_001 } })
    expect(copy.length).toBe(0)
    expect(meanwhile).toBeGreaterThan(100)
  })
})

describe('a thread that reads a list', () => {
  const bytes = () => new Uint8Array(200_000)
  const withProgram = (program: string) => {
    const threads: Worker[] = []
    const failing = createListReader(verifySignature, (task) => {
      const thread = new Worker(program, {
        eval: true,
        workerData: task,
        resourceLimits: { maxOldGenerationSizeMb: 16 },
      })
      threads.push(thread)
      return thread
    })
    return { failing, threads }
  }

  it.each([
    ['throws', 'throw new Error("out of order")', 'out of order'],
    ['ends', 'process.exit(3)', 'ended without an answer'],
    ['runs out of memory', 'const all = []; for (;;) all.push(new Array(1e6).fill(all.length))', 'memory'],
  ])('and %s is a refused list, no crash', async (_, program, words) => {
    const { failing } = withProgram(program)
    await expect(failing.read(bytes(), signers)).rejects.toMatchObject({
      code: 'ERR_CERT_STATUS_UNKNOWN',
      reason: 'crl-malformed',
      message: expect.stringContaining(words),
    })
  })

  it('and cannot be started is a refused list too: a portal that starts serves what needs no list', async () => {
    const without = createListReader(verifySignature, () => {
      throw new Error('no threads left')
    })
    await expect(without.read(bytes(), signers)).rejects.toMatchObject({
      code: 'ERR_CERT_STATUS_UNKNOWN',
      message: expect.stringContaining('no threads left'),
    })
  })

  it('is ended when it is no longer wanted', async () => {
    const { failing, threads } = withProgram('setInterval(() => {}, 1000)')
    const stop = new AbortController()
    const read = failing.read(bytes(), signers, stop.signal)
    await expect.poll(() => threads.length).toBe(1)
    stop.abort(new Error('enough'))
    await expect(read).rejects.toThrow('enough')
    expect(threads[0]?.threadId).toBe(-1)
  })

  it('has no other one beside it, and one that fails does not hold the next up', async () => {
    let running = 0
    let most = 0
    const counting = createListReader(verifySignature, () => {
      const thread = new Worker('setTimeout(() => process.exit(1), 20)', { eval: true })
      most = Math.max(most, ++running)
      thread.once('exit', () => running--)
      return thread
    })
    const reads = await Promise.allSettled([1, 2, 3].map(() => counting.read(bytes(), signers)))
    expect(reads.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected'])
    expect(most).toBe(1)
  })
})
