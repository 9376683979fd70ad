import type { Clock } from './clock.ts'
import type { Config } from './config.ts'
import { startVerificationService, verificationHost } from './nhi-verification-service.demo.ts'
import type { Asking } from './support-sign-in/ask-outside.ts'
import { CircuitBreaker } from './support-sign-in/circuit-breaker.ts'
import { httpNhiVerification } from './support-sign-in/http-nhi-verification.ts'
import { localSmsGateway } from './support-sign-in/local-sms-gateway.ts'
import { smsDirectory } from './support-sign-in/open-support-services.ts'
import { makeSecretKeys, publicKeysOf } from './support-sign-in/sealed-token.ts'
import type { SupportServices } from './support-sign-in/support-sign-in-parts.ts'

/** Messages stay in files; the verification service runs beside the portal, on a port of its own. Keys are made anew. */
export async function startDemoSupportServices({
  config,
  clock,
  client,
}: {
  readonly config: Config
  readonly clock: Clock
  readonly client: () => string
}): Promise<SupportServices> {
  const [own, service] = await Promise.all([makeSecretKeys('support'), makeSecretKeys('nhi-verification')])
  const running = await startVerificationService({ own: service, theirs: publicKeysOf(own), clock, client })
  const verification = httpNhiVerification(
    { fetch: fetchLocal, breaker: new CircuitBreaker(clock) },
    { origin: running.origin, own, theirs: publicKeysOf(service) },
  )
  return { sms: localSmsGateway(smsDirectory(config), clock), verification }
}

/** Names below localhost are for browsers: Node asks the system, which may not know them. */
const fetchLocal: Asking['fetch'] = (url, options) => fetch(url.replace(verificationHost, '127.0.0.1'), options)
