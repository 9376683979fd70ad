import { Worker } from 'node:worker_threads'
import type { ArchiveRefusal } from '../../core/claims/archive-refusals.ts'
import type { ClaimsCheckOptions } from '../../core/claims/check.ts'
import { askThread } from '../ask-thread.ts'
import type { StoredResult } from '../db/tables/claims-files.ts'

export interface ClaimsTask {
  /** Path of the archive. */
  readonly archive: string
  /** Where outputPaths are written. */
  readonly directory: string
  /** What the archive's name says. */
  readonly facts: Pick<ClaimsCheckOptions, 'kind' | 'institutionCode' | 'feeMonth' | 'declaration' | 'careType'>
  readonly icd10File: string | undefined
}

export type ClaimsTaskAnswer = { readonly result: StoredResult } | { readonly refusal: ArchiveRefusal }

/** 200 MB take some ten seconds; a machine that is busy, ten times as long. */
const threadMilliseconds = 100_000
const threadLimits = { maxOldGenerationSizeMb: 256 }

/** Beside the program that was built, or beside this source. */
const threadFile = new URL(
  import.meta.url.endsWith('.ts') ? './claims-worker.mjs' : './claims-worker.js',
  import.meta.url,
)

/** Checks one file in a thread of its own, so that nobody waits for it. Rejects when the thread does not come to its end. */
export async function checkInThread(task: ClaimsTask, signal: AbortSignal): Promise<ClaimsTaskAnswer> {
  signal.throwIfAborted()
  const thread = new Worker(threadFile, { workerData: task, resourceLimits: threadLimits })
  return await askThread(thread, { milliseconds: threadMilliseconds, signal })
}
