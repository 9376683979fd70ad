import type { Certificate } from '../../core/pki/certificate.ts'
import { nameText } from '../../core/pki/name-text.ts'
import { command, serverConfig } from '../command/command.ts'
import { Refusal } from '../command/outcome.ts'
import { findKnownPin, pinLabel } from '../pki/known-pins.ts'
import { requireEnvironment } from '../pki/trust-configuration.ts'
import { validityText } from './describe-certificate.ts'
import { findFaults } from './judge-certificate.ts'
import { parameters } from './parameters.ts'
import { readTrustEntries, type TrustEntry } from './trust-file.ts'
import { trustPath } from './trust-path.ts'

export const list = command({
  usage: 'list [--trust-file=<path>]',
  does: '列出信任的憑證機構。Lists what is trusted, and checks that the server can start with it.',
  takes: { 'trust-file': parameters['trust-file'] },
  async run(values, parts) {
    const { operator, clock } = parts
    const path = trustPath(values['trust-file'], parts)
    const entries = await readTrustEntries(path)
    for (const entry of entries) for (const line of linesOf(entry, clock.now())) operator.tell(line)
    if (entries.length === 0) throw new Refusal(`${path}: no authority; the server does not start without one`)
    const problems = entries.flatMap(({ problem }) => problem ?? [])
    if (problems.length > 0) throw new Refusal(`the server does not start with this file: ${problems.join('; ')}`)
    const { environment } = serverConfig(parts)
    try {
      requireEnvironment(
        entries.map(({ row }) => row),
        environment,
      )
    } catch (error) {
      throw new Refusal(`the server does not start with this file: ${error instanceof Error ? error.message : ''}`)
    }
  },
})

function linesOf({ row, certificate, problem }: TrustEntry, now: Date): string[] {
  const pin = findKnownPin(row.sha256)
  return [
    `${row.cardType} (${row.role}, ${row.environment})`,
    `  指紋 SHA-256: ${row.sha256}`,
    `  內建指紋 Shipped pin: ${pin ? pinLabel(pin) : 'none; confirmed by an administrator'}`,
    ...(certificate ? certificateLines(certificate, row.role, now) : []),
    ...(problem === undefined ? [] : [`  錯誤 PROBLEM: ${problem}`]),
    `  CRL: ${row.crlUrls.join(' ') || '-'}`,
    `  OCSP: ${row.ocspUrl ?? '-'}${row.ocspNonce ? '' : ' (without nonce)'}`,
  ]
}

const certificateLines = (certificate: Certificate, role: TrustEntry['row']['role'], now: Date): string[] => [
  `  主體 Subject: ${nameText(certificate.subject)}`,
  `  有效期間 Validity: ${validityText(certificate)}`,
  ...findFaults(certificate, role, now).map((fault) => `  不可用 UNUSABLE: ${fault}`),
]
