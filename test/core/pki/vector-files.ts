import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { findSharedData, namedFolder } from '../../shared-data.ts'

/** A folder whose files are read in place of the published ones, which README.md tells of. */
export const named = namedFolder('X509_VECTORS')

/** Undefined where the file is not on this machine. */
export function vectorsPath(file: string): string | undefined {
  const path = named === undefined ? undefined : join(named, file)
  return path !== undefined && existsSync(path) ? path : findSharedData(`x509/${file}`)
}

/** What every case of every file has. `core` is where every good validator agrees. */
export const vectorCase = z.object({
  id: z.string(),
  group: z.string(),
  tier: z.enum(['core', 'profile', 'limits', 'choice', 'optional', 'name']),
  expect: z.enum(['accept', 'reject']),
  features: z.array(z.string()),
})
export type VectorCase = z.infer<typeof vectorCase>

/** A key into the file's blobs. */
export const blobKey = z.string()
const blobs = z.record(blobKey, z.base64())

/** A case and what we say of it. `got` is neither answer when something else than a refusal left the code under test. */
export interface Outcome<Case extends VectorCase = VectorCase> {
  readonly case: Case
  readonly got: 'accept' | 'reject' | 'crash'
  /** The refusal, or the crash, in its own words. */
  readonly why: string
}

export type Blob = (key: string) => Uint8Array<ArrayBuffer>

/** The cases of a file that is there. */
export function readVectors<Case extends VectorCase>(
  path: string,
  caseOfFile: z.ZodType<Case>,
): { readonly cases: readonly Case[]; readonly blob: Blob } {
  const { cases, blobs: texts } = z
    .object({ cases: z.array(caseOfFile).nonempty(), blobs })
    .parse(JSON.parse(readFileSync(path, 'utf8')))
  const blob: Blob = (key) => {
    const text = texts[key]
    if (text === undefined) throw new Error(`${path}: there is no blob ${key}`)
    return new Uint8Array(Buffer.from(text, 'base64'))
  }
  return { cases, blob }
}

/** `judge` answers whether it accepts, or throws; `isRefusal` tells what it may throw. */
export function outcomeOf<Case extends VectorCase>(
  vector: Case,
  judge: (vector: Case) => boolean,
  isRefusal: (error: unknown) => boolean,
): Outcome<Case> {
  try {
    return { case: vector, got: judge(vector) ? 'accept' : 'reject', why: '' }
  } catch (error) {
    return { case: vector, got: isRefusal(error) ? 'reject' : 'crash', why: String(error) }
  }
}
