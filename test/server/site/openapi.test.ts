import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import type { OpenapiDocument } from '../../../core/protocol/openapi.ts'
import type { Route } from '../../../core/protocol/route.ts'
import { routes } from '../../../core/protocol/routes.ts'
import { makeOpenapi } from '../../../server/site/make-openapi.ts'
import { openTestPortal, person, seedPeople, type TestPortal } from '../test-portal.ts'

let portal: TestPortal
let document: OpenapiDocument
beforeAll(async () => {
  portal = await openTestPortal()
  document = await portal.page().ask('GET /api/openapi', undefined, { proof: null })
})
afterAll(() => portal.close())

const operations = (of: OpenapiDocument) =>
  Object.entries(of.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ name: `${method.toUpperCase()} ${path}`, operation })),
  )
const operationOf = (name: string, of = document) => {
  const found = operations(of).find((it) => it.name === name)
  if (!found) throw new Error(`${name} is not in the document`)
  return found.operation
}

describe('the description of the API', () => {
  it('has every route of the table, and no other', () => {
    expect(
      operations(document)
        .map(({ name }) => name)
        .toSorted(),
    ).toEqual(Object.keys(routes).toSorted())
  })

  it('gives every operation a name of its own, and a line that says what it does', () => {
    const ids = operations(document).map(({ operation }) => operation.operationId)
    expect(new Set(ids).size).toBe(ids.length)
    expect(ids).toContain('postAuthSignOut')
    for (const { operation } of operations(document)) expect(operation['summary']).toMatch(/^[A-Z]/)
  })

  it('says what the server asks for: nothing, the pre-session, or the session with its proof', () => {
    expect(operationOf('POST /api/auth/challenge')['security']).toEqual([])
    expect(operationOf('POST /api/auth/assertion')['security']).toEqual([{ preSession: [] }])
    expect(operationOf('GET /api/auth/session')['security']).toEqual([{ session: [], proof: [] }])
  })

  it('names the cookies as they are set', async () => {
    await seedPeople(portal)
    const page = await portal.signedIn({ kind: 'person', personId: person.id })
    await page.ask('GET /api/auth/session')
    await page.ask('POST /api/auth/challenge', { jkt: page.jkt, cardType: 'moica' })
    const told = JSON.stringify(document['components'])
    expect(page.cookies.size).toBe(2)
    for (const name of page.cookies.keys()) expect(told).toContain(`"name":"${name}"`)
  })

  it('tells the schema that the server parses with', () => {
    expect(operationOf('POST /api/auth/institution')['requestBody']).toEqual({
      required: true,
      content: {
        'application/json': {
          schema: {
            type: 'object',
            properties: { institution: { type: 'string', pattern: '^\\d{10}$' } },
            required: ['institution'],
            additionalProperties: false,
          },
        },
      },
    })
  })

  it('tells an action rule by its action, and a query by its parameters', () => {
    const route: Route = {
      rule: { action: 'maintain-users' },
      limit: { per: 'session', count: 1, seconds: 1 },
      summary: 'Searches',
      request: z.strictObject({ keyword: z.string(), page: z.string().optional() }),
      answer: z.strictObject({}),
    }
    expect(operationOf('GET /api/search', makeOpenapi({ 'GET /api/search': route }))).toMatchObject({
      security: [{ session: [], proof: [] }],
      'x-action': 'maintain-users',
      parameters: [
        { name: 'keyword', in: 'query', required: true, schema: { type: 'string' } },
        { name: 'page', in: 'query', required: false },
      ],
    })
  })

  it('refers to nothing that it does not have', () => {
    const references = [...JSON.stringify(document).matchAll(/"\$ref":"#\/([^"]+)"/g)].map(([, path = '']) => path)
    expect(references.length).toBeGreaterThan(0)
    for (const path of references) expect(document).toHaveProperty(path.split('/'))
  })
})
