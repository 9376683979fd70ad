import { createHash } from 'node:crypto'
import { Uint8ArrayReader, Uint8ArrayWriter, ZipWriter } from '@zip.js/zip.js'
import { type ClaimsOptions, inventClaims } from '../../../demo/claims/claims-document.ts'
import { clinic } from '../test-portal.ts'

export interface ArchivedClaims {
  readonly name: string
  readonly bytes: Uint8Array<ArrayBuffer>
  readonly sha256: string
}

/** An invented claims file of the clinic as an institution sends it. */
export async function archivedClaims(options: Partial<ClaimsOptions> = {}): Promise<ArchivedClaims> {
  const claims = inventClaims({
    kind: 'outpatient',
    seed: 1,
    cases: 20,
    ...options,
    facts: { institutionCode: clinic.code, careType: '11', ...options.facts },
  })
  const document = Buffer.concat([...claims.pieces()])
  return archived(claims.fileName, [{ name: claims.fileName.replace(/zip$/, 'xml'), document }])
}

/** An archive of whatever entries. */
export async function archived(
  name: string,
  entries: readonly { readonly name: string; readonly document: Uint8Array; readonly password?: string }[],
): Promise<ArchivedClaims> {
  const writer = new ZipWriter(new Uint8ArrayWriter(), { useWebWorkers: false })
  for (const { name: entry, document, password } of entries) {
    await writer.add(entry, new Uint8ArrayReader(document), password === undefined ? {} : { password })
  }
  const bytes = await writer.close()
  return { name, bytes, sha256: createHash('sha256').update(bytes).digest('hex') }
}
