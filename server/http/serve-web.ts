import type { Context } from 'hono'
import { pageAt } from '../../core/protocol/pages.ts'
import type { HttpEnvironment } from './http-parts.ts'
import type { WebFile, WebFiles } from './web-files.ts'

/** Files of the build by their path, the shell for the pages, and the shell with 404 for anything else. */
export function serveWeb(web: WebFiles, context: Context<HttpEnvironment>): Response {
  const file = web.files.get(context.req.path)
  if (file) return respond(file, 200, context)
  return respond(web.shell, pageAt(context.req.path) ? 200 : 404, context)
}

function respond(file: WebFile, status: 200 | 404, context: Context<HttpEnvironment>): Response {
  context.header('Cache-Control', file.immutable ? 'public, max-age=31536000, immutable' : 'no-cache')
  context.header('ETag', file.entityTag)
  context.header('Vary', 'Accept-Encoding')
  if (status === 200 && context.req.header('if-none-match') === file.entityTag) return context.body(null, 304)
  context.header('Content-Type', file.contentType)
  const acceptsGzip = /\bgzip\b/.test(context.req.header('accept-encoding') ?? '')
  if (!file.gzip || !acceptsGzip) return context.body(file.bytes, status)
  context.header('Content-Encoding', 'gzip')
  return context.body(file.gzip, status)
}
