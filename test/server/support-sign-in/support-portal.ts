import { requestMember, returnMember } from '../../../core/protocol/verification-fragments.ts'
import type { DemoNhiHolder } from '../../../demo/nhi-holders.ts'
import { savePerson } from '../../../server/db/tables/people.ts'
import { startVerificationService, type VerificationService } from '../../../server/nhi-verification-service.demo.ts'
import type { Asking } from '../../../server/support-sign-in/ask-outside.ts'
import { CircuitBreaker } from '../../../server/support-sign-in/circuit-breaker.ts'
import { httpNhiVerification } from '../../../server/support-sign-in/http-nhi-verification.ts'
import { makeSecretKeys, publicKeysOf, type SecretKeys } from '../../../server/support-sign-in/sealed-token.ts'
import type { Sms } from '../../../server/support-sign-in/sms-gateway.ts'
import type { Page } from '../page.ts'
import { openTestPortal, person, support, type TestPortal } from '../test-portal.ts'

export const holder: DemoNhiHolder = {
  idNumber: person.idNumber,
  cardNumber: '900000000711',
  birthDate: '0660203',
  phone: '0900000711',
}
/** The service knows this one, and the directory does not. */
export const stranger: DemoNhiHolder = {
  ...holder,
  idNumber: 'A299090028',
  cardNumber: '900000000712',
  phone: '0900000712',
}
export const unknown = { idNumber: 'A199090035', phone: '0900000799' }

export interface SupportPortal extends TestPortal {
  readonly messages: Sms[]
  readonly service: VerificationService
  readonly keys: { readonly own: SecretKeys; readonly service: SecretKeys }
  /** `failing`: no message is taken. `unreachable`: the verification service cannot be asked. */
  readonly state: { failing: Error | undefined; unreachable: boolean }
  open(options?: { address?: string }): Page
  codeFor(phone: string): string
  /** What a browser does at the service's page: the address that it is sent back to. */
  verify(address: string, cardNumber: string, times?: number): Promise<string>
}

export const answerIn = (address: string): string =>
  new URLSearchParams(new URL(address).hash.slice(1)).get(returnMember) ?? ''

/** The portal with a gateway that keeps what it is given, and the real verification service on loopback. */
export async function openSupportPortal(variables: Record<string, string> = {}): Promise<SupportPortal> {
  const [own, service] = await Promise.all([makeSecretKeys('support'), makeSecretKeys('service')])
  const messages: Sms[] = []
  const state: SupportPortal['state'] = { failing: undefined, unreachable: false }
  let running: VerificationService | undefined
  const portal = await openTestPortal(async ({ clock }) => {
    running = await startVerificationService({
      own: service,
      theirs: publicKeysOf(own),
      clock,
      client: () => support,
      holders: [holder, stranger],
    })
    const fetchService: Asking['fetch'] = (url, options) => {
      if (state.unreachable) return Promise.reject(new Error('no route'))
      return fetch(url.replace('nhi-verify.localhost', '127.0.0.1'), options)
    }
    return {
      supportServices: {
        sms: {
          send(sms) {
            if (state.failing) return Promise.reject(state.failing)
            messages.push(sms)
            return Promise.resolve()
          },
        },
        verification: httpNhiVerification(
          { fetch: fetchService, breaker: new CircuitBreaker(clock), pauses: [1] },
          { origin: running.origin, own, theirs: publicKeysOf(service) },
        ),
      },
    }
  }, variables)
  if (!running) throw new Error('the service did not start')
  const there = running
  const ask = async (path: string, body: string) => {
    const url = `${there.origin.replace('nhi-verify.localhost', '127.0.0.1')}${path}`
    return (await (await fetch(url, { method: 'POST', body })).json()) as Record<string, string>
  }
  return Object.assign(portal, {
    messages,
    service: there,
    keys: { own, service },
    state,
    open: (options: { address?: string } = {}) => portal.page({ origin: support, ...options }),
    codeFor: (phone: string) => /\d{6}/.exec(messages.findLast(({ to }) => to === phone)?.text ?? '')?.[0] ?? '',
    async verify(address: string, cardNumber: string, times = 1) {
      const request = new URLSearchParams(new URL(address).hash.slice(1)).get(requestMember) ?? ''
      const { visit } = await ask('/api/visits', request)
      let answer: Record<string, string> = {}
      for (let at = 0; at < times; at++) answer = await ask(`/api/visits/${visit}`, JSON.stringify({ cardNumber }))
      return answer['address'] ?? ''
    },
  })
}

export async function seedHolder({ database }: TestPortal): Promise<void> {
  await savePerson(database.query, person)
}
