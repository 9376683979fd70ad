import { createReadStream } from 'node:fs'
import { text } from 'node:stream/consumers'
import { parseFindingLine } from '../../core/claims/finding.ts'
import { checkingResumes, formatMaintenance } from '../../core/claims/maintenance.ts'
import { claimsOutputs } from '../../core/claims/submission.ts'
import { CodedError } from '../../core/errors/coded-error.ts'
import type { ClaimsFile } from '../../core/protocol/claims.ts'
import { audit } from '../audit/audit.ts'
import type { Queryable } from '../db/database.ts'
import {
  type ClaimsFileRecord,
  countAhead,
  findOutput,
  listClaimsFiles,
  removeClaimsFile,
  type StoredResult,
} from '../db/tables/claims-files.ts'
import { giveTicket } from '../files/give-ticket.ts'
import type { Handler } from '../http/call.ts'
import type { ClaimsParts } from './claims-parts.ts'
import { outputName } from './output-name.ts'
import { ownerOf, requireOwnFile } from './own-files.ts'

const pageSize = 10
const findingsOnPage = 20

export function listFiles({ database: { query }, maintenance }: ClaimsParts): Handler<'GET /api/claims/files'> {
  return {
    event: 'read',
    async handle({ request, admitted, platform, now }) {
      const page = Number(request.page ?? '1')
      const { files, total } = await listClaimsFiles(query, ownerOf(admitted.scope, platform), { page, pageSize })
      return {
        files: await Promise.all(files.map((file) => toView(query, file))),
        page,
        pages: Math.max(1, Math.ceil(total / pageSize)),
        total,
        maintenance: maintenance ? formatMaintenance(maintenance) : null,
        resumesAt: checkingResumes(now, maintenance)?.toISOString() ?? null,
      }
    },
  }
}

/** Errors: ERR_REQUEST_NOT_FOUND. */
export function removeFile({ database, incoming }: ClaimsParts): Handler<'DELETE /api/claims/files'> {
  return {
    event: 'remove-claims',
    async handle({ request: { id }, admitted, platform, now, trail }) {
      await database.tx(async (query) => {
        const file = await requireOwnFile(query, ownerOf(admitted.scope, platform), id)
        await removeClaimsFile(query, id)
        const { institutionCode, state } = file
        await audit(query, now, {
          ...trail.facts,
          event: 'remove-claims',
          institutionCode,
          detail: { file: id, state },
        })
      })
      await incoming.remove(id)
      return {}
    },
  }
}

/** Errors: ERR_REQUEST_NOT_FOUND, also for a file that is not checked yet. */
export function readResult({ database: { query } }: ClaimsParts): Handler<'GET /api/claims/results'> {
  return {
    event: 'read',
    async handle({ request: { id }, admitted, platform }) {
      const file = await requireOwnFile(query, ownerOf(admitted.scope, platform), id)
      const { places: _places, ...result } = requireResult(file)
      return { file: await toView(query, file), result: { ...result, rules: [...result.rules] } }
    },
  }
}

/** Errors: ERR_REQUEST_NOT_FOUND, also for a rule that is not broken. */
export function listFindings({ database: { query }, files }: ClaimsParts): Handler<'GET /api/claims/results/findings'> {
  return {
    event: 'read',
    async handle({ request, admitted, platform }) {
      const file = await requireOwnFile(query, ownerOf(admitted.scope, platform), request.id)
      const place = requireResult(file).places[request.rule]
      const output = place && (await findOutput(query, file.id, 'findings'))
      const path = output && (await files.find(output.sha256))
      if (!place || path === undefined) throw new CodedError('ERR_REQUEST_NOT_FOUND', 'no findings of this rule')
      const end = place.from + place.bytes - 1
      const lines = (await text(createReadStream(path, { start: place.from, end }))).split('\n').slice(0, -1)
      const page = Number(request.page ?? '1')
      return {
        findings: lines.slice((page - 1) * findingsOnPage, page * findingsOnPage).map(parseFindingLine),
        page,
        pages: Math.max(1, Math.ceil(lines.length / findingsOnPage)),
      }
    },
  }
}

/** Errors: ERR_REQUEST_NOT_FOUND. */
export function askOutput({ database }: ClaimsParts): Handler<'POST /api/claims/results/file'> {
  return {
    event: 'fetch-claims-results',
    handle: ({ request: { id, output }, admitted, platform, now, trail }) =>
      database.tx(async (query) => {
        const file = await requireOwnFile(query, ownerOf(admitted.scope, platform), id)
        const found = await findOutput(query, id, output)
        if (!found) throw new CodedError('ERR_REQUEST_NOT_FOUND', 'there is no such file of its check')
        const { institutionCode } = file
        await audit(query, now, {
          ...trail.facts,
          event: 'fetch-claims-results',
          institutionCode,
          detail: { file: id, as: output },
        })
        const { type } = claimsOutputs[output]
        return await giveTicket(
          query,
          { ...found, type, name: outputName(file.name, output) },
          { sessionId: admitted.session.id, now },
        )
      }),
  }
}

function requireResult({ result }: ClaimsFileRecord): StoredResult {
  if (!result) throw new CodedError('ERR_REQUEST_NOT_FOUND', 'the file has no result')
  return result
}

const toView = async (query: Queryable, file: ClaimsFileRecord): Promise<ClaimsFile> => ({
  id: file.id,
  name: file.name,
  withOrders: file.withOrders,
  size: file.size,
  received: file.received,
  state: file.state,
  begunAt: file.begunAt.toISOString(),
  receivedAt: file.receivedAt?.toISOString() ?? null,
  checkedAt: file.checkedAt?.toISOString() ?? null,
  ahead: file.state === 'waiting' ? await countAhead(query, file) : null,
  refusal: file.refusal,
  errors: file.result?.errors ?? null,
  warnings: file.result?.warnings ?? null,
  expiresAt: file.expiresAt.toISOString(),
})
