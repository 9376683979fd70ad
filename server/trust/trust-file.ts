import { rmSync } from 'node:fs'
import { readFile, realpath } from 'node:fs/promises'
import { basename, dirname, resolve } from 'node:path'
import { type Certificate, parseCertificate } from '../../core/pki/certificate.ts'
import { DerError } from '../../core/pki/der.ts'
import { fingerprint } from '../../core/pki/fingerprint.ts'
import { derOfFile } from '../../core/pki/pem.ts'
import { Refusal } from '../command/outcome.ts'
import { errorCode } from '../db/error-code.ts'
import { parseTrustFile, type ReadTrustFileRow, type TrustFileRow } from '../pki/trust-configuration.ts'
import { asRefusal, faultText } from './file-fault.ts'
import { replaceFile } from './replace-file.ts'

export interface TrustEntry {
  readonly row: ReadTrustFileRow
  /** Undefined when the file is missing or is not the certificate that the row pins; `problem` says which. */
  readonly certificate: Certificate | undefined
  readonly problem: string | undefined
}

/** The rows of the trust file with their certificates; none when the file is not there yet. */
export async function readTrustEntries(path: string): Promise<TrustEntry[]> {
  const text = await readText(path)
  if (text === undefined) return []
  return Promise.all(rowsOf(path, text).map((row) => readEntry(path, row)))
}

async function readEntry(path: string, row: ReadTrustFileRow): Promise<TrustEntry> {
  const wrong = (problem: string) => ({ row, certificate: undefined, problem: `${row.certificate} ${problem}` })
  try {
    const der = derOfFile(new Uint8Array(await readFile(resolve(dirname(path), row.certificate))))
    const found = fingerprint(der)
    if (found !== row.sha256) return wrong(`is another certificate: its SHA-256 is ${found}`)
    return { row, certificate: parseCertificate(der), problem: undefined }
  } catch (error) {
    if (error instanceof DerError) return wrong(`cannot be read: ${error.message}`)
    const fault = faultText(error)
    if (fault !== undefined) return wrong(`cannot be read: ${fault}`)
    throw error
  }
}

/** The file need not be there yet, its folder must. */
export async function requireFolderOf(path: string): Promise<void> {
  await realPathOf(path)
}

/**
 * Changes the rows of the trust file in one step, and makes the file when there is none. Rows that `change` leaves alone
 * stay as they were written. Throws Refusal while another change is under way.
 */
export async function changeTrustFile(
  path: string,
  change: (rows: readonly TrustFileRow[]) => readonly TrustFileRow[],
): Promise<void> {
  const target = await realPathOf(path)
  await replaceFile(target, async () => {
    const text = (await readText(target)) ?? '{ "authorities": [] }'
    rowsOf(target, text)
    const { authorities } = JSON.parse(text) as { authorities: TrustFileRow[] }
    const changed = `${JSON.stringify({ authorities: change(authorities) }, undefined, 2)}\n`
    rowsOf(target, changed)
    return changed
  })
}

/** Puts the certificate beside the trust file, as `<sha256>.cer`, for a row to name. */
export async function storeCertificate(path: string, certificate: Certificate): Promise<void> {
  const file = storedPath(path, fingerprint(certificate.der))
  await replaceFile(file, () => Promise.resolve(certificate.der))
}

/** Takes away what `storeCertificate` put there. */
export function dropCertificate(path: string, sha256: string): void {
  rmSync(storedPath(path, sha256), { force: true })
}

export const storedName = (sha256: string): string => `${sha256}.cer`
/** As the server looks for it: from the folder of the path that it was told, be that a symbolic link or not. */
const storedPath = (path: string, sha256: string): string => resolve(dirname(path), storedName(sha256))

function rowsOf(path: string, text: string): ReadTrustFileRow[] {
  try {
    return parseTrustFile(path, text)
  } catch (error) {
    throw new Refusal(error instanceof Error ? error.message : String(error), { cause: error })
  }
}

async function readText(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined
    throw asRefusal(error, path)
  }
}

/** Through a symbolic link: replacing the link would leave the real file as it was. */
async function realPathOf(path: string): Promise<string> {
  try {
    return await realpath(path)
  } catch (error) {
    if (errorCode(error) !== 'ENOENT') throw asRefusal(error, path)
  }
  try {
    return resolve(await realpath(dirname(path)), basename(path))
  } catch (error) {
    throw asRefusal(error, dirname(path))
  }
}
