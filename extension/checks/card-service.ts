import type { ErrorCode } from '../../core/errors/error-codes.ts'
import type { Check } from './check.ts'
import { readersOf } from './reader-transports.ts'

const findings: Readonly<Partial<Record<ErrorCode, 'missing' | 'blocked' | 'outdated' | 'no-system-service'>>> = {
  ERR_READER_HOST_MISSING: 'missing',
  ERR_READER_HOST_BLOCKED: 'blocked',
  ERR_READER_HOST_OUTDATED: 'outdated',
  ERR_READER_SERVICE: 'no-system-service',
}

export const cardService: Check<'card-service'> = {
  id: 'card-service',
  async run({ transports }) {
    const all = await transports()
    const host = all.find(({ id }) => id === 'native-host')
    if (!host) return { finding: 'not-offered' }
    const [refusal] = host.refusals
    if (!refusal) return { finding: 'ready', details: { version: host.service?.version ?? '' } }
    const { code } = refusal.error
    const finding = findings[code]
    if (finding === 'missing' && readersOf(all, ['web-usb', 'web-serial']).length > 0) return { finding: 'not-needed' }
    return finding ? { finding } : { finding: 'broken', details: { code } }
  },
}
