import { z } from 'zod'
import { errorBody } from '../../core/protocol/error-body.ts'
import type { OpenapiDocument } from '../../core/protocol/openapi.ts'
import { proofHeaderName } from '../../core/protocol/proof.ts'
import type { Route, Rule } from '../../core/protocol/route.ts'
import { routes } from '../../core/protocol/routes.ts'

type Operation = OpenapiDocument['paths'][string][string]

const description = `Made from the route table that the server runs. Every refusal has the body ErrorBody. An unsafe call
must come from a page of the portal's own origin (Origin, Sec-Fetch-Site). A signed-in call has the session's cookie and a
proof of possession by the page's key (RFC 9449, without an access token): the cookie alone opens nothing.`

const securitySchemes = {
  preSession: { type: 'apiKey', in: 'cookie', name: '__Host-pre-session' },
  session: { type: 'apiKey', in: 'cookie', name: '__Host-session' },
  proof: { type: 'apiKey', in: 'header', name: proofHeaderName },
} as const

const refused = {
  description: 'Refused. 4xx: by a rule or for the request; 5xx: by the server’s own state.',
  headers: { 'Retry-After': { description: 'Seconds; with 429 only.', schema: { type: 'integer' } } },
  content: { 'application/json': { schema: { $ref: '#/components/schemas/ErrorBody' } } },
}

const anyFile = { required: true, content: { 'application/octet-stream': {} } }

/** OpenAPI 3.1 of the whole route table: a route that is in the table is in the document. */
export function makeOpenapi(table: Readonly<Record<string, Route>> = routes): OpenapiDocument {
  const paths: OpenapiDocument['paths'] = {}
  for (const [name, route] of Object.entries(table)) {
    const [method = '', path = ''] = name.split(' ')
    paths[path] = { ...paths[path], [method.toLowerCase()]: toOperation(name, method, route) }
  }
  return {
    openapi: '3.1.0',
    info: { title: 'NHI portal', version: '1', description },
    paths,
    components: { schemas: { ErrorBody: schemaOf(errorBody, 'output') }, responses: { refused }, securitySchemes },
  }
}

function toOperation(
  name: string,
  method: string,
  { rule, limit, also = [], summary, upload, request, answer }: Route,
): Operation {
  return {
    operationId: operationIdOf(name),
    summary,
    security: securityOf(rule),
    ...(typeof rule === 'string' ? {} : { 'x-action': rule.action }),
    'x-rate-limits': [limit, ...also],
    ...(method === 'GET' || upload ? { parameters: queryOf(request) } : {}),
    ...(upload ? { requestBody: anyFile } : {}),
    ...(method !== 'GET' && !upload ? { requestBody: { required: true, ...json(request, 'input') } } : {}),
    responses: {
      200: { description: 'Done.', ...json(answer, 'output') },
      default: { $ref: '#/components/responses/refused' },
    },
  }
}

/** `POST /api/auth/sign-out` → `postAuthSignOut`. */
const operationIdOf = (name: string): string =>
  name
    .replace(/^\w+/, (method) => method.toLowerCase())
    .replace(' /api', '')
    .replaceAll(/[^A-Za-z]+(\w)/g, (_, letter: string) => letter.toUpperCase())

function securityOf(rule: Rule): object[] {
  if (rule === 'anyone') return []
  return rule === 'pre-session' ? [{ preSession: [] }] : [{ session: [], proof: [] }]
}

const json = (schema: z.ZodType, io: 'input' | 'output') => ({
  content: { 'application/json': { schema: schemaOf(schema, io) } },
})

/** A safe call's request is its query: one parameter per member. */
function queryOf(request: z.ZodType): object[] {
  const { properties = {}, required = [] } = schemaOf(request, 'input')
  return Object.entries(properties).map(([name, schema]) => ({
    name,
    in: 'query',
    required: required.includes(name),
    schema,
  }))
}

function schemaOf(schema: z.ZodType, io: 'input' | 'output') {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { target: 'draft-2020-12', io })
  return rest
}
