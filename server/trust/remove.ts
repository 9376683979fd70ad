import { command } from '../command/command.ts'
import { Refusal } from '../command/outcome.ts'
import { describeCertificate } from './describe-certificate.ts'
import { confirmFingerprint, findByFingerprint } from './fingerprint-words.ts'
import { parameters } from './parameters.ts'
import { changeTrustFile, dropCertificate, readTrustEntries, storedName } from './trust-file.ts'
import { trustPath } from './trust-path.ts'

export const remove = command({
  usage: 'remove <fingerprint> [--card-type=<code>] [--fingerprint=<sha256>] [--trust-file=<path>]',
  does: '移除信任的憑證機構。Trusts an authority no longer. Asks for confirmation.',
  takes: {
    authority: parameters.authority,
    'card-type': { ...parameters['card-type'], read: parameters['card-type'].read.optional() },
    fingerprint: parameters.fingerprint,
    'trust-file': parameters['trust-file'],
  },
  async run(values, parts) {
    const { operator } = parts
    const path = trustPath(values['trust-file'], parts)
    const entries = await readTrustEntries(path)
    const cardType = values['card-type']
    const rows = entries.map(({ row }) => row).filter((row) => cardType === undefined || row.cardType === cardType)
    const going = findByFingerprint(rows, values.authority)
    const sha256 = going[0]?.sha256 ?? ''
    const certificate = entries.find((entry) => entry.row.sha256 === sha256)?.certificate
    if (certificate) for (const line of describeCertificate(certificate, [])) operator.tell(line)
    for (const row of going) operator.tell(`移除 Removes: ${row.cardType} (${row.role}, ${row.environment}) ${sha256}`)
    const staying = entries.map(({ row }) => row).filter((row) => !going.includes(row))
    for (const { cardType: lost } of going) {
      if (staying.some((row) => row.cardType === lost && row.role === 'anchor')) continue
      operator.tell(`警告 Warning: no anchor is left for ${lost}; nobody can sign in with such cards`)
    }
    if (staying.length === 0) operator.tell('警告 Warning: it is the last one; the server does not start without any')
    await confirmFingerprint(operator, { sha256, given: values.fingerprint, whole: false })

    let used = true
    await changeTrustFile(path, (current) => {
      const left = current.filter(
        (row) => row.sha256 !== sha256 || (cardType !== undefined && row.cardType !== cardType),
      )
      if (left.length === current.length) throw new Refusal('it was removed meanwhile')
      used = left.some((row) => row.certificate === storedName(sha256))
      return left
    })
    if (!used) dropCertificate(path, sha256)
    operator.tell(`已移除 Removed from ${path}. The server reads it at its next start.`)
  },
})
