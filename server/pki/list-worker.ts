import { parentPort, workerData } from 'node:worker_threads'
import { serializeError } from '../../core/errors/coded-error.ts'
import { parseCertificate } from '../../core/pki/certificate.ts'
import { DerError } from '../../core/pki/der.ts'
import { examineList, type ListFindings } from './read-list.ts'
import type { ListWorkerAnswer, ListWorkerTask } from './list-reader.ts'
import { verifyByNodeCrypto } from './verify-signature.ts'

/** The program of the thread that examines one list, hands everything back and ends. */
const { der, signers } = workerData as ListWorkerTask
try {
  const findings = examineList(der, signers.map(parseCertificate), verifyByNodeCrypto)
  answer({ der, findings }, [der.buffer, ...buffersOf(findings)])
} catch (error) {
  if (!(error instanceof DerError)) throw error
  answer({ refusal: serializeError(error) }, [])
}

function answer(words: ListWorkerAnswer, given: ArrayBuffer[]): void {
  parentPort?.postMessage(words, given)
}

/** Given away with the answer, not copied. */
function buffersOf({ index }: ListFindings): ArrayBuffer[] {
  return Object.values(index).flatMap((value: unknown) =>
    ArrayBuffer.isView(value) && value.buffer instanceof ArrayBuffer ? [value.buffer] : [],
  )
}
