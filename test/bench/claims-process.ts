import EasySax from 'easysax'
import { createClaimsCheck } from '../../core/claims/check.ts'
import type { ClaimsKind } from '../../core/claims/care-types.ts'
import { claimsKinds } from '../../core/claims/kinds.ts'
import { XmlReader } from '../../core/claims/xml-reader.ts'
import { type InventedClaims, inventClaims } from '../../demo/claims/claims-document.ts'
import { demoList, whole } from '../core/claims/check-claims.ts'
import { fuzzSubjects, mutationOf, runMutation } from '../core/claims/fuzz.ts'
import { cpuTime } from './cpu-time.ts'

/** What a process of the bench `claims` tells its parent. */
export type ClaimsMessage =
  | { readonly heard: number }
  | { readonly speed: SpeedReport }
  | { readonly memory: MemoryReport }
  | { readonly mutations: ClaimsMutationReport }

/** MB (10^6 bytes) of XML in a second of CPU, garbage collection included: a sample a round. */
export interface SpeedReport {
  readonly bytes: number
  readonly parse: number[]
  readonly check: number[]
  readonly reference: number[]
}

export interface MemoryReport {
  readonly bytes: number
  /** Bytes of RSS after a document of a megabyte, and the most during the large one. */
  readonly before: number
  readonly most: number
}

export interface ClaimsMutationReport {
  readonly finds: readonly { readonly index: number; readonly find: string }[]
  /** Milliseconds of each case. */
  readonly samples: number[]
  readonly before: number
  readonly most: number
}

const pieceSize = 64 * 1024
const warmUp = 3

/** `speed <kind> <megabytes> <rounds>`, `memory <cases>`, `mutations <seed> <cases>`. */
export async function main([what = '', ...args]: readonly string[]): Promise<number> {
  const [first = 0, second = 0] = args.slice(what === 'speed' ? 1 : 0).map(Number)
  if (what === 'speed') tell({ speed: await measureSpeed(args[0] as ClaimsKind, first, second) })
  if (what === 'memory') tell({ memory: measureMemory(first) })
  if (what === 'mutations') tell({ mutations: mutate(first, second) })
  return 0
}

function tell(message: ClaimsMessage): void {
  if (!process.send) throw new Error('this is a process of the bench "claims"')
  process.send(message)
}

function* inPieces(bytes: Uint8Array): Generator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += pieceSize) yield bytes.subarray(at, at + pieceSize)
}

async function measureSpeed(kind: ClaimsKind, megabytes: number, rounds: number): Promise<SpeedReport> {
  const claims = inventClaims({ kind, seed: 1, bytes: megabytes * 1e6 })
  const bytes = whole(claims)
  // The reference has the whole as a text that is decoded already: what it takes to come so far is not counted.
  const text = new TextDecoder('big5').decode(bytes)
  const icd10 = await demoList()
  const report: SpeedReport = { bytes: bytes.length, parse: [], check: [], reference: [] }
  let fields = 0
  const ways = {
    parse: () => (fields = parse(bytes, kind)),
    check: () => {
      const check = createClaimsCheck({ ...claims.facts, icd10, onFindings: () => undefined })
      for (const piece of inPieces(bytes)) check.push(piece)
      const { errors, warnings } = check.end()
      if (errors + warnings > 0) throw new Error('the document was to be right')
    },
    reference: () => {
      const elements = parseReference(text)
      if (elements < fields) throw new Error('the reference read less')
    },
  }
  for (let round = 0; round < warmUp + rounds; round++)
    for (const way of ['parse', 'check', 'reference'] as const) {
      const microseconds = await cpuTime(ways[way])
      if (round >= warmUp) report[way].push(bytes.length / microseconds)
      tell({ heard: round })
    }
  return report
}

function parse(bytes: Uint8Array, kind: ClaimsKind): number {
  const { root, head, fields } = claimsKinds[kind]
  let count = 0
  const reader = new XmlReader(
    { root, head, fieldIds: fields.map(({ id }) => id) },
    {
      open: () => undefined,
      field: () => void count++,
      unreadable: () => undefined,
      close: () => undefined,
      fault: (fault) => {
        throw new Error(fault)
      },
    },
  )
  for (const piece of inPieces(bytes)) reader.push(piece)
  reader.end()
  return count
}

function parseReference(text: string): number {
  let elements = 0
  const parser = new EasySax()
  parser.on('startNode', () => void elements++)
  parser.on('textNode', () => undefined)
  parser.on('endNode', () => undefined)
  parser.parse(text)
  return elements
}

/** Goes through a document as it is made, so that nothing but the check could grow. */
function checkStream(claims: InventedClaims, onPiece: (at: number) => void): number {
  const check = createClaimsCheck({ ...claims.facts, onFindings: () => undefined })
  let count = 0
  for (const piece of claims.pieces()) {
    check.push(piece)
    onPiece(count++)
  }
  const { bytes, isCorrect } = check.end()
  if (!isCorrect) throw new Error('the document was to be right')
  return bytes
}

function measureMemory(cases: number): MemoryReport {
  for (let round = 0; round < warmUp; round++)
    checkStream(inventClaims({ kind: 'outpatient', seed: 1, bytes: 1e6 }), () => undefined)
  const before = process.memoryUsage.rss()
  let most = before
  const bytes = checkStream(inventClaims({ kind: 'outpatient', seed: 2, cases }), (at) => {
    if (at % 1000 === 0) tell({ heard: at })
    if (at % 100 === 0) most = Math.max(most, process.memoryUsage.rss())
  })
  return { bytes, before, most }
}

function mutate(seed: number, cases: number): ClaimsMutationReport {
  const subjects = fuzzSubjects()
  const finds: { index: number; find: string }[] = []
  const samples: number[] = []
  const warm = Math.min(500, cases)
  let before = 0
  let most = 0
  for (let index = 0; index < cases; index++) {
    const mutation = mutationOf(subjects, seed, index)
    const began = performance.now()
    const find = runMutation(mutation, index)
    samples.push(performance.now() - began)
    if (find !== undefined) finds.push({ index, find })
    if (index === warm - 1) before = most = process.memoryUsage.rss()
    if (index % 100 === 0) {
      tell({ heard: index })
      if (index >= warm) most = Math.max(most, process.memoryUsage.rss())
    }
  }
  return { finds, samples, before, most }
}
