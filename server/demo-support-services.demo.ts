import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Clock } from './clock.ts'
import type { Config } from './config.ts'
import { startVerificationService, verificationHost } from './nhi-verification-service.demo.ts'
import type { Asking } from './support-sign-in/ask-outside.ts'
import { CircuitBreaker } from './support-sign-in/circuit-breaker.ts'
import { httpNhiVerification } from './support-sign-in/http-nhi-verification.ts'
import { localSmsGateway } from './support-sign-in/local-sms-gateway.ts'
import { smsDirectory } from './support-sign-in/open-support-services.ts'
import { makeSecretKeys, type PublicKeys, publicKeysOf, type SecretKeys } from './support-sign-in/sealed-token.ts'
import type { SupportServices } from './support-sign-in/support-sign-in-parts.ts'

interface Parts {
  readonly config: Config
  readonly clock: Clock
  readonly client: () => string
}

/** Where one demo server tells the others over the same data which service it has started. */
interface Correspondent {
  readonly origin: string
  readonly own: SecretKeys
  readonly theirs: PublicKeys
}

/** Messages stay in files; the verification service runs beside the first of the servers, on a port of its own. */
export async function startDemoSupportServices({ config, clock, client }: Parts): Promise<SupportServices> {
  const file = join(config.dataDirectory, 'demo-verification.json')
  const correspondent = (await findRunning(file)) ?? (await startService(file, { clock, client }))
  const verification = httpNhiVerification({ fetch: fetchLocal, breaker: new CircuitBreaker(clock) }, correspondent)
  return { sms: localSmsGateway(smsDirectory(config), clock), verification }
}

async function findRunning(file: string): Promise<Correspondent | undefined> {
  try {
    const told = JSON.parse(await readFile(file, 'utf8')) as Correspondent
    await (await fetchLocal(`${told.origin}/verify`, { signal: AbortSignal.timeout(1000) })).body?.cancel()
    return told
  } catch {
    return undefined // none yet, or it ended with its server
  }
}

/** Keys are made anew each time. */
async function startService(file: string, parts: Pick<Parts, 'clock' | 'client'>): Promise<Correspondent> {
  const [own, service] = await Promise.all([makeSecretKeys('support'), makeSecretKeys('nhi-verification')])
  const { origin } = await startVerificationService({ own: service, theirs: publicKeysOf(own), ...parts })
  const correspondent: Correspondent = { origin, own, theirs: publicKeysOf(service) }
  await writeFile(file, JSON.stringify(correspondent), { mode: 0o600 })
  return correspondent
}

/** Names below localhost are for browsers: Node asks the system, which may not know them. */
const fetchLocal: Asking['fetch'] = (url, options) => fetch(url.replace(verificationHost, '127.0.0.1'), options)
