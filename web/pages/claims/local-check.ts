import type { LocalAnswer, LocalTask } from './local-task.ts'
// oxlint-disable-next-line import/default -- the address that Vite gives the thread's file
import program from './local-check-worker.ts?worker&url'

export type LocalOutcome = Exclude<LocalAnswer, { readonly progress: number }>

/** As far as it is used here; Firefox and Safari had none until lately. */
interface TrustedTypes {
  createPolicy(name: string, rules: { createScriptURL: () => string }): { createScriptURL(text: string): string }
}

/** The only code that this page may start by an address, whatever is asked for (server/http/security-headers.ts). */
const policy = (globalThis as { readonly trustedTypes?: TrustedTypes }).trustedTypes?.createPolicy('claims-thread', {
  createScriptURL: () => program,
})

/** Checks a file in a thread of its own on this computer. Resolves always; `failed` is for what is our own fault. */
export function checkHere(
  task: LocalTask,
  { onProgress, signal }: { readonly onProgress: (percent: number) => void; readonly signal: AbortSignal },
): Promise<LocalOutcome> {
  const thread = new Worker(policy?.createScriptURL('') ?? program, { type: 'module' })
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
