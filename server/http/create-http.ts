import { type Context, Hono } from 'hono'
import { CodedError } from '../../core/errors/coded-error.ts'
import { documentPaths } from '../../core/protocol/documents.ts'
import { oidcEndpointNames } from '../../core/protocol/oidc-endpoints.ts'
import { platformRow } from '../../core/portal/platforms.ts'
import type { Route } from '../../core/protocol/route.ts'
import { type RouteName, routes } from '../../core/protocol/routes.ts'
import { PageDrawer } from './draw-page.ts'
import { toErrorResponse } from './error-response.ts'
import type { HttpEnvironment, HttpParts } from './http-parts.ts'
import { identifyCaller } from './identify-caller.ts'
import { serveDocument } from './serve-document.ts'
import { serveEndpoint } from './serve-endpoint.ts'
import { serveRoute } from './serve-route.ts'
import { serveWeb } from './serve-web.ts'

const routeNames = Object.keys(routes) as RouteName[]

/** Mounts the tables of routes, documents and endpoints, the page shells and the built files, and nothing else. */
export function createHttp(parts: HttpParts): Hono<HttpEnvironment> {
  const http = new Hono<HttpEnvironment>()
  http.use(identifyCaller(parts))
  const drawer = new PageDrawer(parts)
  for (const name of routeNames) {
    const [method = '', path = ''] = name.split(' ')
    http.on(method, path, async (context) => {
      // Hono answers HEAD with GET's handler; the table does not have it.
      if (context.req.method !== method || !isServedTo(name, context)) return notFound(context)
      context.set('route', name)
      const response = await serveRoute(name, parts, context)
      if (isWrittenByStaff(method, path)) drawer.forget()
      return response
    })
  }
  for (const path of documentPaths) {
    http.on('GET', path, async (context) => {
      // A look at the headers alone must not use a ticket up.
      if (context.req.method !== 'GET') return notFound(context)
      context.set('route', path)
      return await serveDocument(path, parts, context)
    })
  }
  for (const name of oidcEndpointNames) {
    const [method = '', path = ''] = name.split(' ')
    http.on(method, path, async (context) => {
      if (context.req.method !== method) return notFound(context)
      context.set('route', name)
      return (await serveEndpoint(name, parts, context)) ?? notFound(context)
    })
  }
  http.all('/api/*', notFound)
  http.get('*', (context) => serveWeb(parts.web, drawer, context))
  http.notFound(notFound)
  http.onError((error, context) => {
    parts.log.error({ requestId: context.get('requestId'), err: error }, 'unexpected error')
    context.set('code', 'ERR_REQUEST_INTERNAL')
    return context.json(toErrorResponse(undefined, context.get('requestId')).response.body, 500)
  })
  return http
}

/** Some routes are one site's alone. */
function isServedTo(name: RouteName, context: Context<HttpEnvironment>): boolean {
  const { sites }: Route = routes[name]
  return sites?.includes(platformRow(context.var.platform).site) ?? true
}

/** What the back office writes stands on the public pages at once. */
const isWrittenByStaff = (method: string, path: string) => method !== 'GET' && path.startsWith('/api/staff/')

function notFound(context: Context<HttpEnvironment>): Response {
  const refusal = new CodedError('ERR_REQUEST_NOT_FOUND', 'no such method and path')
  return context.json(toErrorResponse(refusal, context.var.requestId).response.body, 404)
}
