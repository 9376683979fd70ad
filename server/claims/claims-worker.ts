import { openAsBlob } from 'node:fs'
import { parentPort, workerData } from 'node:worker_threads'
import { BlobReader } from '@zip.js/zip.js'
import { ClaimsArchiveError, unpackClaims } from '../../core/claims/archive.ts'
import { createClaimsCheck } from '../../core/claims/check.ts'
import { claimsMostPerRule } from '../../core/claims/submission.ts'
import type { ClaimsTask, ClaimsTaskAnswer } from './check-thread.ts'
import { readIcd10File } from './read-icd-10-file.ts'
import { OutputWriter } from './write-outputs.ts'

/** The program of the thread that checks one claims file, writes what came of it and ends. */
const { archive, directory, facts, icd10File } = workerData as ClaimsTask
const icd10 = icd10File === undefined ? undefined : (await readIcd10File(icd10File)).list
const outputs = new OutputWriter(directory)
try {
  const check = createClaimsCheck({
    ...facts,
    icd10,
    mostPerRule: claimsMostPerRule,
    onFindings: (findings) => outputs.add(findings),
  })
  await unpackClaims(new BlobReader(await openAsBlob(archive)), (piece) => check.push(piece))
  answer({ result: outputs.end(check.end()) })
} catch (error) {
  if (!(error instanceof ClaimsArchiveError)) throw error
  answer({ refusal: error.refusal })
}

function answer(words: ClaimsTaskAnswer): void {
  parentPort?.postMessage(words)
}
