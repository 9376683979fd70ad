import { createHash } from 'node:crypto'
import { type CertificateList, parseCrl } from '../../core/pki/crl.ts'
import { ecdsaSha256, makeKeys } from '../core/pki/make-certificate.ts'
import { cpuTime } from './cpu-time.ts'
import { listDer } from './large-list.ts'

/** What measure-list.ts prints. */
export interface ListMeasures {
  /** Microseconds of CPU, the first as a thread that has just begun takes. */
  readonly index: number[]
  readonly hash: number[]
  /** Octets of the list with its index. */
  readonly memory: number
  readonly listOctets: number
}

/** As long as MOICA's second generation's. */
const entries = 412_000
const rounds = 5

function usedMemory(): number {
  if (!globalThis.gc) throw new Error('to be run with --expose-gc')
  globalThis.gc()
  globalThis.gc()
  const { heapUsed, arrayBuffers } = process.memoryUsage()
  return heapUsed + arrayBuffers
}

const issuer = [
  ['C', 'TW'],
  ['O', '示範機關'],
] as const
const before = usedMemory()
const der = listDer({ issuer, signer: makeKeys(), algorithm: ecdsaSha256, entries })
const held: CertificateList[] = []
const index: number[] = []
const hash: number[] = []
for (let round = 0; round < rounds; round++) {
  held.length = 0
  index.push(await cpuTime(() => held.push(parseCrl(der))))
  hash.push(await cpuTime(() => createHash('sha256').update(der).digest()))
}
if (held[0]?.size !== entries) throw new Error('the list was not read whole')
console.log(
  JSON.stringify({ index, hash, memory: usedMemory() - before, listOctets: der.length } satisfies ListMeasures),
)
