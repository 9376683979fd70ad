import { createReadStream } from 'node:fs'
import { mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readClaimsFileName } from '../../core/claims/file-name.ts'
import { errorListTitle } from '../../core/claims/error-list.ts'
import { checkingResumes } from '../../core/claims/maintenance.ts'
import { say } from '../../core/i18n/text.ts'
import { provided } from '../../core/portal/shortcuts.ts'
import { audit } from '../audit/audit.ts'
import type { Clock } from '../clock.ts'
import {
  type ClaimsFileRecord,
  type ClaimsOutputFile,
  type OutputKind,
  saveOutcome,
  takeNextInTurn,
} from '../db/tables/claims-files.ts'
import type { Queryable } from '../db/database.ts'
import { addShortcut } from '../db/tables/shortcuts.ts'
import type { FileStore } from '../files/file-store.ts'
import type { JobKind } from '../jobs/job-kind.ts'
import type { Log } from '../log.ts'
import { checkInThread } from './check-thread.ts'
import type { ClaimsParts } from './claims-parts.ts'
import { outputName } from './output-name.ts'
import { outputPaths } from './write-outputs.ts'

/** A file whose check ends its process, or does not end, is given up after so many. */
const mostAttempts = 3

/** After so long the next run goes on, so that another process may. */
const runMilliseconds = 60_000

const outputTypes = { findings: 'txt', csv: 'csv', big5: 'csv', ods: 'ods' } as const satisfies Record<
  OutputKind,
  string
>

/**
 * Checks what was received, in its order, one after another; nothing during the time of maintenance. A check that was cut off
 * is begun again.
 */
export function checkClaims(
  parts: Pick<ClaimsParts, 'database' | 'files' | 'maintenance'> & {
    readonly clock: Clock
    readonly log: Log
    readonly icd10File: string | undefined
  },
): JobKind {
  const { database, clock, maintenance } = parts
  return {
    kind: 'check-claims',
    everySeconds: 2,
    leaseSeconds: 180,
    maximumAttempts: 1,
    async run(_payload, signal) {
      const until = Date.now() + runMilliseconds
      while (!signal.aborted && Date.now() < until && checkingResumes(clock.now(), maintenance) === undefined) {
        const next = await takeNextInTurn(database.query)
        if (!next) return
        await checkOne(parts, next, signal)
      }
    },
  }
}

async function checkOne(
  parts: Parameters<typeof checkClaims>[0],
  { file, attempts }: { readonly file: ClaimsFileRecord; readonly attempts: number },
  signal: AbortSignal,
): Promise<void> {
  const { files, log, icd10File } = parts
  const reading = readClaimsFileName(file.name)
  const archive = await files.find(file.sha256)
  if (attempts > mostAttempts || 'refusal' in reading || archive === undefined)
    return await refuse(parts, file, 'unfinished')
  const directory = await mkdtemp(join(tmpdir(), 'claims-'))
  try {
    const answer = await checkInThread({ archive, directory, facts: reading.name, icd10File }, signal)
    if ('refusal' in answer) return await refuse(parts, file, answer.refusal)
    const outputs = await keepOutputs(files, directory)
    await keepOutcome(parts, file, {
      state: answer.result.isCorrect ? 'correct' : 'faulty',
      result: answer.result,
      outputs,
    })
  } catch (error) {
    if (signal.aborted) throw error
    log.error({ file: file.id, attempts, err: error }, 'a claims file could not be checked')
  } finally {
    await rm(directory, { recursive: true, force: true })
  }
}

const refuse = (
  parts: Parameters<typeof checkClaims>[0],
  file: ClaimsFileRecord,
  refusal: NonNullable<ClaimsFileRecord['refusal']>,
) => keepOutcome(parts, file, { state: 'refused', refusal })

async function keepOutcome(
  { database, clock }: Parameters<typeof checkClaims>[0],
  file: ClaimsFileRecord,
  outcome: Parameters<typeof saveOutcome>[3],
): Promise<void> {
  const now = clock.now()
  const { id, institutionCode, platform } = file
  await database.tx(async (query) => {
    if (!(await saveOutcome(query, id, now, outcome))) return
    if (outcome.state === 'faulty') await provideList(query, file, outcome.outputs, now)
    const found =
      outcome.state === 'refused'
        ? { refusal: outcome.refusal }
        : { errors: outcome.result.errors, warnings: outcome.result.warnings }
    await audit(query, now, {
      event: 'check-claims',
      platform,
      institutionCode,
      detail: { file: id, state: outcome.state, ...found },
    })
  })
}

/** 檢核錯誤明細表 stands under 下載捷徑專區 too, for as long as the file is kept. */
async function provideList(
  query: Queryable,
  { id, institutionCode, personId, name }: ClaimsFileRecord,
  outputs: readonly ClaimsOutputFile[],
  now: Date,
): Promise<void> {
  const list = outputs.find(({ kind }) => kind === 'csv')
  if (!list || personId === null) return
  const { stage, repeatUntil } = provided
  await addShortcut(query, {
    id,
    institutionCode,
    name: outputName(name, 'csv'),
    description: say(errorListTitle, 'zh-TW'),
    type: 'csv',
    size: list.size,
    sha256: list.sha256,
    providedAt: now,
    providedBy: personId,
    stage,
    repeatUntil,
    askedAt: null,
    decidedAt: null,
  })
}

async function keepOutputs(files: FileStore, directory: string): Promise<readonly ClaimsOutputFile[]> {
  const paths = outputPaths(directory)
  const kinds = Object.keys(paths) as OutputKind[]
  const outputs: ClaimsOutputFile[] = []
  for (const kind of kinds) {
    if ((await stat(paths[kind])).size === 0) continue // nothing was found
    outputs.push({ kind, ...(await files.keep(createReadStream(paths[kind]), outputTypes[kind])) })
  }
  return outputs
}
