import type { ArchiveRefusal } from '../../../core/claims/archive-refusals.ts'
import type { ClaimsResult } from '../../../core/claims/check.ts'
import type { ClaimsFileName } from '../../../core/claims/file-name.ts'

export interface LocalTask {
  readonly file: File
  readonly name: ClaimsFileName
}

export type LocalAnswer =
  | { readonly progress: number }
  /** `lines` are the findings, as `findingLine` writes them. */
  | { readonly result: ClaimsResult; readonly lines: string }
  | { readonly refusal: ArchiveRefusal }
  | { readonly failed: string }

export type LocalOutcome = Exclude<LocalAnswer, { readonly progress: number }>

/** Checks a file in a thread of its own on this computer. Resolves always; `failed` is for what is our own fault. */
export function checkHere(
  task: LocalTask,
  { onProgress, signal }: { readonly onProgress: (percent: number) => void; readonly signal: AbortSignal },
): Promise<LocalOutcome> {
  const thread = new Worker(new URL('./local-check-worker.ts', import.meta.url), { type: 'module' })
  return new Promise<LocalOutcome>((resolve) => {
    thread.addEventListener('message', ({ data }: MessageEvent<LocalAnswer>) => {
      if ('progress' in data) onProgress(data.progress)
      else resolve(data)
    })
    thread.addEventListener('error', ({ message }) => resolve({ failed: message }))
    signal.addEventListener('abort', () => resolve({ failed: 'given up' }), { once: true })
    thread.postMessage(task)
  }).finally(() => thread.terminate())
}
