import { readFile, stat } from 'node:fs/promises'
import { type Certificate, certificateLimit, parseCertificate } from '../../core/pki/certificate.ts'
import { DerError } from '../../core/pki/der.ts'
import { derOfFile } from '../../core/pki/pem.ts'
import { Refusal } from '../command/outcome.ts'
import { asRefusal } from './file-fault.ts'

/** PEM and words around it are longer than DER, but not by more. */
const fileLimit = 2 * certificateLimit

const pemBlocks = /-----BEGIN ([A-Z0-9 ]+)-----[^-]*-----END \1-----/g
/** The OBJECT IDENTIFIER signedData (RFC 5652 §4): how a .p7b file in DER begins, behind its SEQUENCE. */
const signedData = Buffer.from('06092a864886f70d010702', 'hex')

/** The one certificate of a DER or PEM file. Throws Refusal for any other file, saying what it is. */
export async function readCertificateFile(path: string): Promise<Certificate> {
  const bytes = await readBytes(path)
  try {
    return parseCertificate(derOfFile(bytes[0] === 0x30 ? bytes : onlyBlock(path, bytes)))
  } catch (error) {
    if (error instanceof DerError) throw new Refusal(`${path}: ${explain(bytes) ?? error.message}`)
    throw error
  }
}

async function readBytes(path: string): Promise<Uint8Array> {
  try {
    const { size } = await stat(path)
    if (size > fileLimit) throw new Refusal(`${path}: ${size} octets are too many for one certificate`)
    return new Uint8Array(await readFile(path))
  } catch (error) {
    throw asRefusal(error, path)
  }
}

/** The PEM block without the words that tools write around it (RFC 7468 §2). */
function onlyBlock(path: string, bytes: Uint8Array): Uint8Array {
  const blocks = [...Buffer.from(bytes).toString('latin1').matchAll(pemBlocks)]
  const [first, second] = blocks
  if (!first) throw new Refusal(`${path}: not a certificate, neither DER nor PEM`)
  if (second) throw new Refusal(`${path}: holds ${blocks.length} PEM blocks; give a file with one certificate`)
  const [block, label = ''] = first
  if (label !== 'CERTIFICATE') throw new Refusal(`${path}: holds ${label}, not a certificate${hint(label)}`)
  return Buffer.from(block, 'latin1')
}

const p7b = '; take the certificate out with: openssl pkcs7 -print_certs'

const hint = (label: string): string =>
  label === 'PKCS7' || label === 'CMS' ? p7b : label.includes('PRIVATE KEY') ? '; keep it away from this server' : ''

/** Files in DER that authorities also publish. */
function explain(bytes: Uint8Array): string | undefined {
  const start = Buffer.from(bytes.subarray(0, 24))
  return start.includes(signedData) ? `is PKCS#7 (.p7b), not a certificate${p7b} -inform der` : undefined
}
