import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { actionRow, isSignatureAction, type SignatureAction } from '../../../core/portal/actions.ts'
import { authorize } from '../../../core/portal/authorize.ts'
import { type Role } from '../../../core/portal/roles.ts'
import { serviceCodes } from '../../../core/portal/services.ts'
import { everywhere, type StaffPost, staffRoleCodes } from '../../../core/portal/staff-roles.ts'
import type { Route, Rule } from '../../../core/protocol/route.ts'
import { type RouteName, type RouteRequest, type Routes, routes } from '../../../core/protocol/routes.ts'
import { newId } from '../../../server/db/new-id.ts'
import { addAssignment } from '../../../server/db/tables/assignments.ts'
import { addGrant } from '../../../server/db/tables/grants.ts'
import { addInstitutionService } from '../../../server/db/tables/institution-services.ts'
import { saveInstitution } from '../../../server/db/tables/institutions.ts'
import { savePerson } from '../../../server/db/tables/people.ts'
import type { Holder } from '../../../server/db/tables/sessions.ts'
import { addStaffPost } from '../../../server/db/tables/staff-posts.ts'
import type { Page } from '../page.ts'
import { makeJwk, summary } from '../oidc/oidc-portal.ts'
import { clinic, openTestPortal, type TestPortal } from '../test-portal.ts'

/** Everybody there is, from nobody to who holds everything at the clinic. */
interface Walker {
  readonly name: string
  readonly roles: readonly Role[]
  readonly hasServices: boolean
  readonly posts: readonly StaffPost[]
}

const walker = (name: string, changes: Partial<Walker>): Walker => ({
  name,
  roles: [],
  hasServices: false,
  posts: [],
  ...changes,
})

const walkers: readonly Walker[] = [
  walker('representative', { roles: ['representative'] }),
  walker('manager', { roles: ['manager'] }),
  walker('user of nothing', { roles: ['user'] }),
  walker('user of every service', { roles: ['user'], hasServices: true }),
  walker('manager and user of every service', { roles: ['manager', 'user'], hasServices: true }),
  ...staffRoleCodes.map((role) => walker(role, { posts: [{ role, area: everywhere }] })),
]

/** The representative is whoever holds the institution's card. */
const cardTypeOf = (roles: Walker['roles']) => (roles.includes('representative') ? 'hca-institution' : 'hca-personnel')

type DangerousRoute = {
  [R in RouteName]: Routes[R]['rule'] extends { readonly action: SignatureAction } ? R : never
}[RouteName]

const routeNames = Object.keys(routes) as RouteName[]
let portal: TestPortal
const pages = new Map<string, Page>()

beforeAll(async () => {
  portal = await openTestPortal()
  const { query } = portal.database
  const at = portal.clock.now()
  await saveInstitution(query, clinic)
  const place = { institutionCode: clinic.code, platform: 'vpn' } as const
  for (const service of serviceCodes) await addInstitutionService(query, { ...place, service, at })
  for (const { name, roles, hasServices, posts } of walkers) {
    const holder: Holder = roles.includes('representative')
      ? { kind: 'institution', institutionCode: clinic.code }
      : { kind: 'person', personId: newId(at) }
    if (holder.kind === 'person') {
      const { personId } = holder
      await savePerson(query, { id: personId, name, idNumber: null })
      for (const role of roles) {
        if (role !== 'representative') await addAssignment(query, { personId, institutionCode: clinic.code, role, at })
      }
      if (hasServices) for (const service of serviceCodes) await addGrant(query, { ...place, personId, service, at })
      for (const post of posts) await addStaffPost(query, { ...post, personId, at })
    }
    const institutionCode = roles.length > 0 ? clinic.code : null
    const cardType = cardTypeOf(roles)
    pages.set(name, await portal.signedIn(holder, { institutionCode, cardType }))
  }
})
afterAll(() => portal.close())

/** What the table says of the person, worked out apart from the server. */
function isAllowed(rule: Rule, { roles, hasServices, posts }: Walker): boolean {
  if (typeof rule === 'string') return rule !== 'pre-session'
  const institution = roles.length > 0 ? { code: clinic.code, roles } : null
  const services = hasServices ? serviceCodes : []
  const cardType = cardTypeOf(roles)
  const personName = roles.includes('representative') ? null : 'somebody'
  const powers = { platform: 'vpn', personName, cardType, institution, services, posts } as const
  return authorize(rule.action, powers) !== undefined
}

/** The pages are a portal's: what another site alone has is an unknown address to them. */
const isElsewhere = (name: RouteName): boolean => (routes[name] as Route).sites?.includes('portal') === false

/** A body that no route takes: who is let through is told that it is malformed, after the rule and before any work. */
const notARequest = { 'not a request': true }

describe('every route with every role', () => {
  it.each(walkers.map((it) => [it.name, it] as const))('%s', async (name, who) => {
    const page = pages.get(name)
    for (const route of routeNames) {
      const { rule } = routes[route]
      const query = route.startsWith('GET') ? '?not=a-request' : ''
      const { status, body } = await page!.call(route, route.startsWith('GET') ? undefined : notARequest, { query })
      const { code } = (body as { error?: { code: string } }).error ?? {}
      const expected = isElsewhere(route)
        ? 'ERR_REQUEST_NOT_FOUND'
        : isAllowed(rule, who)
          ? 'ERR_REQUEST_MALFORMED'
          : rule === 'pre-session'
            ? 'ERR_LOGIN_CHALLENGE'
            : 'ERR_REQUEST_NOT_ALLOWED'
      expect([route, status, code]).toEqual([route, expect.any(Number), expected])
    }
  })

  const sampleClient = summary(makeJwk())
  /** A request that the route takes: one for each, or this does not compile. */
  const dangerous: { readonly [R in DangerousRoute]: RouteRequest<R> } = {
    'DELETE /api/organizations/managers': { personId: '00000000-0000-4000-8000-000000000001' },
    'POST /api/sam/revocation': { applicationId: '00000000-0000-4000-8000-000000000001' },
    'POST /api/staff/clients': sampleClient,
    'PUT /api/staff/clients': { ...sampleClient, id: '00000000-0000-4000-8000-000000000001', version: 1 },
  }

  it.each(Object.entries(dangerous))(
    '%s: who may do it must have it confirmed by the card first',
    async (route, body) => {
      const name = route as DangerousRoute
      expect(isSignatureAction(routes[name].rule.action)).toBe(true)
      const allowed = walkers.filter((who) => isAllowed(routes[name].rule, who))
      expect(allowed).not.toEqual([])
      for (const who of allowed) {
        const { code } = await pages.get(who.name)!.refusal(name, body)
        expect([who.name, code]).toEqual([who.name, 'ERR_REQUEST_CONFIRMATION_NEEDED'])
      }
    },
  )

  it('no other route’s action asks for a signature', () => {
    const asking = routeNames.filter((name) => {
      const { rule }: Route = routes[name]
      return typeof rule === 'object' && actionRow(rule.action).signature === true
    })
    expect(asking).toEqual(Object.keys(dangerous))
  })

  it('who is not signed in gets nowhere but where anyone may', async () => {
    const page = portal.page()
    for (const route of routeNames) {
      const { rule } = routes[route]
      const query = route.startsWith('GET') ? '?not=a-request' : ''
      const { body } = await page.call(route, route.startsWith('GET') ? undefined : notARequest, { query })
      const { code } = (body as { error?: { code: string } }).error ?? {}
      const expected = isElsewhere(route)
        ? 'ERR_REQUEST_NOT_FOUND'
        : rule === 'anyone'
          ? 'ERR_REQUEST_MALFORMED'
          : rule === 'pre-session'
            ? 'ERR_LOGIN_CHALLENGE'
            : 'ERR_REQUEST_UNAUTHENTICATED'
      expect([route, code]).toEqual([route, expected])
    }
  })

  it('what is mounted under /api is the route table and nothing else', () => {
    const mounted = portal.mounted.filter((it) => /^(GET|POST|PUT|DELETE|PATCH) \/api\/./.test(it))
    expect([...new Set(mounted)].toSorted()).toEqual([...routeNames].toSorted())
  })
})
