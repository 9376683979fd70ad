import { readClaimsFileName } from '../../core/claims/file-name.ts'
import { claimsKeptDays, claimsMostUnchecked } from '../../core/claims/submission.ts'
import { CodedError } from '../../core/errors/coded-error.ts'
import type { ClaimsUpload } from '../../core/protocol/claims.ts'
import { audit } from '../audit/audit.ts'
import { personOf } from '../auth/signed-in.ts'
import { addSeconds } from '../clock.ts'
import { newId } from '../db/new-id.ts'
import {
  addClaimsFile,
  type ClaimsFileRecord,
  countReceived,
  countUnchecked,
  findClaimsFile,
  findUnchecked,
  putInTurn,
  removeClaimsFile,
} from '../db/tables/claims-files.ts'
import type { Call, Handler } from '../http/call.ts'
import type { ClaimsParts } from './claims-parts.ts'
import { ownerOf } from './own-files.ts'

const daySeconds = 86_400

/**
 * Begins an upload, or goes on with one of the same file. Errors: ERR_REQUEST_CLAIMS_NAME, ERR_REQUEST_CLAIMS_INSTITUTION,
 * ERR_REQUEST_CLAIMS_TWICE, ERR_REQUEST_CLAIMS_MANY.
 */
export function beginUpload({ database, incoming }: ClaimsParts): Handler<'POST /api/claims/uploads'> {
  return {
    event: 'upload-claims',
    async handle({ request, admitted, platform, now }) {
      const owner = ownerOf(admitted.scope, platform)
      const reading = readClaimsFileName(request.name)
      if ('refusal' in reading) throw new CodedError('ERR_REQUEST_CLAIMS_NAME', `the name: ${reading.refusal}`)
      if (reading.name.institutionCode !== owner.institutionCode) {
        throw new CodedError('ERR_REQUEST_CLAIMS_INSTITUTION', 'the name has another institution’s code')
      }
      const given: ClaimsFileRecord[] = []
      const upload = await database.tx(async (query): Promise<ClaimsUpload> => {
        given.length = 0
        for (const other of await findUnchecked(query, owner, request.name)) {
          if (other.state === 'waiting') throw new CodedError('ERR_REQUEST_CLAIMS_TWICE', 'one of this name waits')
          const isSame = other.sha256 === request.sha256 && other.withOrders === request.withOrders
          if (isSame) return { id: other.id, received: other.received }
          given.push(other) // another file takes its place
          await removeClaimsFile(query, other.id)
        }
        if ((await countUnchecked(query, owner)) >= claimsMostUnchecked) {
          throw new CodedError('ERR_REQUEST_CLAIMS_MANY', 'too many wait', { details: { most: claimsMostUnchecked } })
        }
        const id = newId(now)
        const { name, size, sha256, withOrders } = request
        await addClaimsFile(query, {
          ...owner,
          id,
          name,
          size,
          sha256,
          withOrders,
          personId: personOf(admitted),
          begunAt: now,
          expiresAt: addSeconds(now, claimsKeptDays * daySeconds),
        })
        return { id, received: 0 }
      })
      for (const { id } of given) await incoming.remove(id)
      return upload
    },
  }
}

/**
 * Takes a part; one that does not begin where the last has ended is let be, and the answer says where to go on. The last one
 * puts the file in turn. Errors: ERR_REQUEST_NOT_FOUND, ERR_REQUEST_TOO_LARGE, ERR_REQUEST_FILE_CONTENT,
 * ERR_REQUEST_CLAIMS_BROKEN.
 */
export function takePart(parts: ClaimsParts): Handler<'POST /api/claims/uploads/part'> {
  const { database, incoming } = parts
  return {
    event: 'upload-claims',
    async handle(call) {
      const { request, admitted, platform, body } = call
      const { query } = database
      const owner = ownerOf(admitted.scope, platform)
      const file = await findClaimsFile(query, owner, request.id)
      if (!file) throw new CodedError('ERR_REQUEST_NOT_FOUND', 'no such file of the institution')
      const at = Number(request.at)
      if (file.state !== 'receiving' || at !== file.received) return { id: file.id, received: file.received }
      const received = await incoming.write(file.id, at, body)
      if (received > file.size) return await giveUp(parts, file)
      if (received < file.size) {
        if (await countReceived(query, file, received)) return { id: file.id, received }
        return { id: file.id, received: (await findClaimsFile(query, owner, file.id))?.received ?? 0 }
      }
      return await takeWhole(parts, call, file)
    },
  }
}

/** Everything is here: kept, and in turn. */
async function takeWhole(
  parts: ClaimsParts,
  { now, trail }: Call<'POST /api/claims/uploads/part'>,
  file: ClaimsFileRecord,
): Promise<ClaimsUpload> {
  const { database, files, incoming } = parts
  const { id, institutionCode, size } = file
  const stored = await files.keep(incoming.read(id), 'zip').catch(async (error: unknown) => {
    await giveUp(parts, file).catch(() => undefined)
    throw error
  })
  if (stored.sha256 !== file.sha256) return await giveUp(parts, file)
  await database.tx(async (query) => {
    await countReceived(query, file, size)
    if (!(await putInTurn(query, id, now))) return
    await audit(query, now, {
      ...trail.facts,
      event: 'upload-claims',
      institutionCode,
      detail: { file: id, sha256: stored.sha256, size },
    })
  })
  await incoming.remove(id)
  return { id, received: size }
}

/** What arrived is not what was begun: nothing of it stays. */
async function giveUp({ database, incoming }: ClaimsParts, { id }: ClaimsFileRecord): Promise<never> {
  await database.tx((query) => removeClaimsFile(query, id))
  await incoming.remove(id)
  throw new CodedError('ERR_REQUEST_CLAIMS_BROKEN', 'what arrived is not the file that was begun')
}
