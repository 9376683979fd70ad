import { Worker } from 'node:worker_threads'
import type { VerifySignature } from '../../core/pki/algorithms.ts'
import type { Certificate } from '../../core/pki/certificate.ts'
import { deserializeError, type SerializedError } from '../../core/errors/coded-error.ts'
import { PathRefusal } from '../../core/pki/refusals.ts'
import { askThread } from '../ask-thread.ts'
import { examineList, type ListFindings, type ReadList, toReadList } from './read-list.ts'

export interface ListWorkerTask {
  readonly der: Uint8Array<ArrayBuffer>
  /** DER of the certificates whose keys may have signed the list. */
  readonly signers: readonly Uint8Array[]
}

export type ListWorkerAnswer =
  { readonly der: Uint8Array<ArrayBuffer>; readonly findings: ListFindings } | { readonly refusal: SerializedError }

export interface ListReader {
  /**
   * Reads and indexes a list and checks its signature. Takes `der` over: it is detached when a thread has it. Throws
   * CodedError (ERR_CERT_*) for one that cannot be read, and the reason of `signal` when that is aborted.
   */
  read(der: Uint8Array<ArrayBuffer>, signers: readonly Certificate[], signal?: AbortSignal): Promise<ReadList>
}

/** Read where it is: 2 ms, less than a thread takes to start. Some 3,700 entries. */
const smallList = 131_072
/** The longest list that is fetched takes a few seconds. */
const threadMilliseconds = 60_000
const threadLimits = { maxOldGenerationSizeMb: 512 }

/** Beside the program that was built, or beside this source. */
const threadFile = new URL(import.meta.url.endsWith('.ts') ? './list-worker.mjs' : './list-worker.js', import.meta.url)

/** Large lists are read in a thread of their own, one after another, so that no sign-in waits for them. */
export function createListReader(verifySignature: VerifySignature, startThread = startListThread): ListReader {
  let last: Promise<unknown> = Promise.resolve()
  /** One after another: each thread has a list of up to 64 MiB. */
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const turn = last.then(work)
    last = turn.catch(() => undefined)
    return turn
  }
  return {
    async read(der, signers, signal) {
      if (der.length <= smallList) {
        return toReadList(der, examineList(der, signers, verifySignature), signers, verifySignature)
      }
      const answer = await inTurn(() =>
        askListThread(startThread, { der, signers: signers.map((it) => it.der) }, signal),
      )
      if ('refusal' in answer) throw deserializeError(answer.refusal)
      return toReadList(answer.der, answer.findings, signers, verifySignature)
    },
  }
}

const startListThread = (task: ListWorkerTask): Worker =>
  new Worker(threadFile, { workerData: task, transferList: [task.der.buffer], resourceLimits: threadLimits })

async function askListThread(
  startThread: (task: ListWorkerTask) => Worker,
  task: ListWorkerTask,
  signal: AbortSignal | undefined,
): Promise<ListWorkerAnswer> {
  signal?.throwIfAborted()
  try {
    return await askThread(startThread(task), { milliseconds: threadMilliseconds, signal })
  } catch (cause) {
    signal?.throwIfAborted()
    throw new PathRefusal('crl-malformed', `the thread that reads the list: ${String(cause)}`, { cause })
  }
}
