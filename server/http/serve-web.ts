import type { Context } from 'hono'
import { platformRow } from '../../core/portal/platforms.ts'
import type { Site } from '../../core/portal/sites.ts'
import { isBehindSignIn, pageAt } from '../../core/protocol/pages.ts'
import { drawnPageVary, type PageDrawer } from './draw-page.ts'
import type { HttpEnvironment } from './http-parts.ts'
import { type Content, contentSecurityPolicy } from './security-headers.ts'
import type { WebFile, WebFiles } from './web-files.ts'

/**
 * Files of the build by their path; the pages that anybody may see, drawn; the shell for the others, and with 404 for
 * anything else. Nothing of a session is ever in any of them.
 */
export async function serveWeb(
  web: WebFiles,
  drawer: PageDrawer,
  context: Context<HttpEnvironment>,
): Promise<Response> {
  const { site } = platformRow(context.var.platform)
  const { files, shell } = (site === 'support' && web.support) || web
  const file = files.get(context.req.path)
  if (file) {
    context.set('route', 'file')
    return respond(file, 200, context)
  }
  const page = pageAt(context.req.path, site)
  if (!page) return respond(shell, 404, context)
  context.set('route', page.path)
  const drawn = site !== 'portal' || isBehindSignIn(page.path) ? undefined : await drawer.draw(page, context)
  if (!drawn) return respond(shell, 200, context)
  return respond(drawn, 200, context, { cacheControl: 'private, no-cache', vary: drawnPageVary })
}

function respond(
  file: WebFile,
  status: 200 | 404,
  context: Context<HttpEnvironment>,
  {
    cacheControl = file.immutable ? 'public, max-age=31536000, immutable' : 'no-cache',
    vary = 'Accept-Encoding',
  }: { cacheControl?: string; vary?: string } = {},
): Response {
  const { site } = platformRow(context.var.platform)
  context.header('Content-Security-Policy', contentSecurityPolicy(contentOf(file, site)))
  context.header('Cache-Control', cacheControl)
  context.header('ETag', file.entityTag)
  context.header('Vary', vary)
  if (status === 200 && context.req.header('if-none-match') === file.entityTag) return context.body(null, 304)
  context.header('Content-Type', file.contentType)
  const packed = file.packed.find(({ coding }) => isAccepted(coding, context.req.header('accept-encoding')))
  if (!packed) return context.body(file.bytes, status)
  context.header('Content-Encoding', packed.coding)
  return context.body(packed.bytes, status)
}

/** Whether Accept-Encoding (RFC 9110, 12.5.3) names it, and does not refuse it. */
const isAccepted = (coding: string, accepted = ''): boolean =>
  accepted.split(',').some((one) => {
    const [name, ...parameters] = one.split(';').map((part) => part.trim().toLowerCase())
    return name === coding && !parameters.some((parameter) => /^q=0(\.0*)?$/.test(parameter))
  })

function contentOf({ contentType }: WebFile, site: Site): Content {
  if (contentType.startsWith('text/html')) return site
  return contentType.startsWith('text/javascript') ? 'script' : 'other'
}
