import { BlobReader } from '@zip.js/zip.js'
import { ClaimsArchiveError, unpackClaims } from '../../../core/claims/archive.ts'
import { createClaimsCheck } from '../../../core/claims/check.ts'
import { findingLine } from '../../../core/claims/finding.ts'
import { claimsMostPerRule } from '../../../core/claims/submission.ts'
import type { LocalAnswer, LocalTask } from './local-task.ts'

const answer = (words: LocalAnswer): void => postMessage(words)

/** The program of the thread that checks a file on this computer, by the rules that the server has. */
addEventListener('message', ({ data }: MessageEvent<LocalTask>) => void check(data))

async function check({ file, name }: LocalTask): Promise<void> {
  const lines: string[] = []
  let [read, told] = [0, 0]
  try {
    const claims = createClaimsCheck({
      ...name,
      mostPerRule: claimsMostPerRule,
      onFindings: (findings) => void lines.push(...findings.map(findingLine)),
    })
    await unpackClaims(new BlobReader(file), (piece, { of }) => {
      claims.push(piece)
      read += piece.byteLength
      const percent = Math.min(99, Math.floor((100 * read) / Math.max(1, of)))
      if (percent === told) return
      told = percent
      answer({ progress: percent })
    })
    answer({ result: claims.end(), lines: lines.join('') })
  } catch (error) {
    answer(error instanceof ClaimsArchiveError ? { refusal: error.refusal } : { failed: String(error) })
  }
}
