import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Clock } from '../clock.ts'
import type { Config } from '../config.ts'
import { CircuitBreaker } from './circuit-breaker.ts'
import { httpNhiVerification } from './http-nhi-verification.ts'
import { httpSmsGateway } from './http-sms-gateway.ts'
import { localSmsGateway } from './local-sms-gateway.ts'
import { readPublicKeys, readSecretKeys } from './sealed-token.ts'
import type { SupportServices } from './support-sign-in-parts.ts'

/** Where a test environment keeps the messages that it does not send. */
export const smsDirectory = ({ dataDirectory }: Pick<Config, 'dataDirectory'>): string => join(dataDirectory, 'sms')

/**
 * The services that the configuration names; undefined while it does not name both. In a test environment messages stay in
 * files. Errors: a file of keys cannot be read, or holds something else.
 */
export function openSupportServices(
  config: Config,
  { clock, fetch }: { readonly clock: Clock; readonly fetch: typeof globalThis.fetch },
): SupportServices | undefined {
  const { sms, verification } = config.support
  const asking = () => ({ fetch, breaker: new CircuitBreaker(clock) })
  const gateway = sms
    ? httpSmsGateway(asking(), sms)
    : config.environment === 'test'
      ? localSmsGateway(smsDirectory(config), clock)
      : undefined
  if (!gateway || !verification) return undefined
  const own = readSecretKeys(readFileSync(verification.ownKeys, 'utf8'))
  const theirs = readPublicKeys(readFileSync(verification.serviceKeys, 'utf8'))
  return { sms: gateway, verification: httpNhiVerification(asking(), { origin: verification.origin, own, theirs }) }
}
