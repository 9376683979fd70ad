import { command, serverConfig } from '../command/command.ts'
import { describeCertificate } from './describe-certificate.ts'
import { findFaults, findNamesakes } from './judge-certificate.ts'
import { namesakeText } from './namesake-text.ts'
import { parameters } from './parameters.ts'
import { readCertificateFile } from './read-certificate-file.ts'
import { readTrustEntries } from './trust-file.ts'

export const show = command({
  usage: 'show <file> [--trust-file=<path>]',
  does: '顯示憑證內容。Shows a certificate, and whether the product knows it.',
  takes: { file: parameters.file, 'trust-file': parameters['trust-file'] },
  async run(values, parts) {
    const { operator, clock } = parts
    const certificate = await readCertificateFile(values.file)
    const path = values['trust-file'] ?? serverConfig(parts).trustAnchors
    const entries = path === undefined ? [] : await readTrustEntries(path)
    const known = entries.flatMap((entry) => entry.certificate ?? [])
    for (const line of describeCertificate(certificate, known)) operator.tell(line)
    for (const pin of findNamesakes(certificate)) operator.tell(`警告 Warning: ${namesakeText(pin)}`)
    for (const fault of findFaults(certificate, 'anchor', clock.now())) operator.tell(`不可用 Unusable: ${fault}`)
  },
})
