import type { Environment } from '../../core/cards/environments.ts'
import type { Certificate } from '../../core/pki/certificate.ts'
import { fingerprint } from '../../core/pki/fingerprint.ts'
import { command, serverConfig } from '../command/command.ts'
import { Refusal, WrongUsage } from '../command/outcome.ts'
import type { Values } from '../command/parameters.ts'
import { findKnownPin, type KnownPin, pinLabel } from '../pki/known-pins.ts'
import type { TrustFileRow } from '../pki/trust-configuration.ts'
import { describeCertificate } from './describe-certificate.ts'
import { confirmFingerprint } from './fingerprint-words.ts'
import { findFaults, findNamesakes, findWarnings } from './judge-certificate.ts'
import { namesakeText } from './namesake-text.ts'
import { parameters } from './parameters.ts'
import { readCertificateFile } from './read-certificate-file.ts'
import {
  changeTrustFile,
  readTrustEntries,
  requireFolderOf,
  storeCertificate,
  storedName,
  type TrustEntry,
} from './trust-file.ts'
import { trustPath } from './trust-path.ts'

const takes = {
  file: parameters.file,
  'card-type': parameters['card-type'],
  role: parameters.role,
  environment: parameters.environment,
  crl: parameters.crl,
  ocsp: parameters.ocsp,
  'no-ocsp-nonce': parameters['no-ocsp-nonce'],
  fingerprint: parameters.fingerprint,
  'trust-file': parameters['trust-file'],
}

/** Nothing is written before the operator confirmed. */
export const add = command({
  usage:
    'add <file> --card-type=<code> [--crl=<url>…] [--ocsp=<url> [--no-ocsp-nonce]] [--role=anchor|intermediate]\n' +
    '      [--environment=test|production] [--fingerprint=<sha256>] [--trust-file=<path>]',
  does:
    '加入信任的憑證機構。Trusts an authority for one kind of card, or changes its row; addresses that are not given are\n' +
    '      those of the shipped pin. Asks for confirmation.',
  takes,
  async run(values, parts) {
    const { operator, clock } = parts
    const path = trustPath(values['trust-file'], parts)
    await requireFolderOf(path)
    const certificate = await readCertificateFile(values.file)
    const sha256 = fingerprint(certificate.der)
    const pin = findKnownPin(sha256)
    const environment = values.environment ?? pin?.environment ?? serverConfig(parts).environment
    const entries = await readTrustEntries(path)
    const row = toRow(values, sha256, environment, pin)
    const peers = entries.filter((entry) => entry.row.cardType === row.cardType)
    const known = peers.flatMap((entry) => entry.certificate ?? [])

    for (const line of describeCertificate(certificate, known)) operator.tell(line)
    requireFit(certificate, row, pin, entries, clock.now())
    const same = entries.find((entry) => isSameRow(entry.row, row))
    if (same && isEqualRow(same.row, row) && same.problem === undefined) {
      operator.tell('已在信任檔內。It is in the trust file already, with these settings: nothing was changed.')
      return
    }
    const namesakes = findNamesakes(certificate)
    for (const namesake of namesakes) operator.tell(`警告 Warning: ${namesakeText(namesake)}`)
    if (!pin) operator.tell('警告 Warning: compare the fingerprint with what the authority itself publishes')
    for (const warning of findWarnings(certificate, row.role ?? 'anchor', known, clock.now())) {
      operator.tell(`警告 Warning: ${warning}`)
    }
    if (same) operator.tell(`原設定 Replaces: ${rowText(same.row)}`)
    operator.tell(`設定 Row: ${rowText(row)}`)
    await confirmFingerprint(operator, { sha256, given: values.fingerprint, whole: namesakes.length > 0 })

    await storeCertificate(path, certificate)
    await changeTrustFile(path, (rows) =>
      rows.some((other) => isSameRow(other, row))
        ? rows.map((other) => (isSameRow(other, row) ? row : other))
        : [...rows, row],
    )
    operator.tell(`已寫入 Written to ${path}. The server reads it at its next start.`)
  },
})

function toRow(
  values: Values<typeof takes>,
  sha256: string,
  environment: Environment,
  pin: KnownPin | undefined,
): TrustFileRow {
  const crlUrls = values.crl ?? [...(pin?.crlUrls ?? [])]
  const ocspUrl = values.ocsp ?? pin?.ocspUrl ?? null
  if (crlUrls.length === 0 && ocspUrl === null) {
    throw new WrongUsage('--crl or --ocsp must say where this authority tells what it revoked')
  }
  if (values['no-ocsp-nonce'] && ocspUrl === null) throw new WrongUsage('--no-ocsp-nonce goes with --ocsp')
  return {
    cardType: values['card-type'],
    role: values.role ?? 'anchor',
    environment,
    sha256,
    certificate: storedName(sha256),
    crlUrls,
    ocspUrl,
    ...(values['no-ocsp-nonce'] ? { ocspNonce: false } : {}),
  }
}

/** Refuses what the server would not start with, or what no card would be accepted under. */
function requireFit(
  certificate: Certificate,
  { cardType, role, environment }: TrustFileRow,
  pin: KnownPin | undefined,
  entries: readonly TrustEntry[],
  now: Date,
): void {
  const reasons = findFaults(certificate, role ?? 'anchor', now)
  if (pin && pin.environment !== environment) reasons.push(`${pinLabel(pin)} is of ${pin.environment}`)
  if (pin && !pin.cardTypes.includes(cardType)) {
    reasons.push(`${pinLabel(pin)} is for ${pin.cardTypes.join(', ')}, not for ${cardType}`)
  }
  const other = entries.find(({ row }) => row.environment !== environment)?.row
  if (other) reasons.push(`the trust file is for ${other.environment}, and test and production are never mixed`)
  if (reasons.length > 0) throw new Refusal(`this certificate is not added: ${reasons.join('; ')}`)
}

const isSameRow = (a: TrustFileRow, b: TrustFileRow): boolean => a.cardType === b.cardType && a.sha256 === b.sha256

const isEqualRow = (a: TrustFileRow, b: TrustFileRow): boolean => rowText(a) === rowText(b)

function rowText({ cardType, role, environment, crlUrls, ocspUrl, ocspNonce }: TrustFileRow): string {
  const ocsp = `${ocspUrl ?? '-'}${ocspNonce === false ? ' (without nonce)' : ''}`
  return `${cardType}, ${role ?? 'anchor'}, ${environment}; CRL ${crlUrls.join(' ') || '-'}; OCSP ${ocsp}`
}
