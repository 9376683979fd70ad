import { afterAll, beforeAll, beforeEach, expect } from 'vitest'
import { addGrant } from '../../../server/db/tables/grants.ts'
import { addInstitutionService } from '../../../server/db/tables/institution-services.ts'
import type { Page } from '../page.ts'
import { clinic, person, seedPeople } from '../test-portal.ts'
import { type Ask, makeJwk, navigate, openOidcPortal, type OidcPortal, RelyingParty, summary } from './oidc-portal.ts'

const holder = { kind: 'person', personId: person.id } as const

/** What the person is granted, and the system is for. */
export const service = { personId: person.id, institutionCode: clinic.code, platform: 'vpn', service: 'A.07' } as const

/** A portal, a person, and a system that signs people in through it: as new for each test of the file. */
export function useSignOnStage(): SignOnStage {
  const stage = new SignOnStage()
  beforeAll(() => stage.open())
  beforeEach(() => stage.clear())
  afterAll(() => stage.portal.close())
  return stage
}

class SignOnStage {
  readonly key = makeJwk()
  portal!: OidcPortal
  /** The system; a test may put another in its place. */
  party!: RelyingParty

  async open(): Promise<void> {
    this.portal = await openOidcPortal()
  }

  async clear(): Promise<void> {
    const { portal } = this
    await portal.database.clear()
    portal.told.length = 0
    portal.answer = () => new Response(null, { status: 200 })
    await seedPeople(portal, { several: true })
    const at = portal.clock.now()
    await addInstitutionService(portal.database.query, { ...service, at })
    await addGrant(portal.database.query, { ...service, at })
    await portal.addClient(summary(this.key))
    this.party = await RelyingParty.discover(portal.first, this.key)
  }

  signedIn(institutionCode: string | null = clinic.code) {
    return this.portal.signedIn(holder, { institutionCode })
  }

  /** The system sends the browser here. Answers the ask as it stands in the page's address. */
  async begin(page: Page, { address }: Ask): Promise<string> {
    const { status, location } = await navigate(page, this.portal.first, address, 'elsewhere')
    expect(status).toBe(303)
    expect(location).toMatch(/^\/oidc\/continue\/[\w-]{43}$/)
    return location.split('/').at(-1) ?? ''
  }

  answer(page: Page, ask: string) {
    return page.ask('POST /api/oidc/authorize', { ask })
  }

  /** From the system to the address at which it is told. */
  async authorize(page: Page, ask: Ask): Promise<string> {
    const outcome = await this.answer(page, await this.begin(page, ask))
    if (outcome.outcome !== 'granted') throw new Error(`it was ${JSON.stringify(outcome)}`)
    const { status, location } = await navigate(page, this.portal.first, outcome.goTo)
    expect(status).toBe(303)
    return location
  }

  async signOn(page: Page) {
    const ask = await this.party.ask()
    return await this.party.finish(await this.authorize(page, ask), ask.checks)
  }

  audited(event: string) {
    return this.portal.database.query.selectFrom('audit').selectAll().where('event', '=', event).orderBy('id').execute()
  }
}
