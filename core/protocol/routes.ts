import type { z } from 'zod'
import { announcementRoutes } from './announcement-routes.ts'
import { auditRoutes } from './audit-routes.ts'
import { authRoutes } from './auth-routes.ts'
import { claimsRoutes } from './claims-routes.ts'
import { clientRoutes } from './client-routes.ts'
import { contactRoutes } from './contact-routes.ts'
import { downloadRoutes } from './download-routes.ts'
import { institutionImportRoutes } from './institution-import-routes.ts'
import { linkRoutes } from './link-routes.ts'
import { oidcRoutes } from './oidc-routes.ts'
import { organizationRoutes } from './organization-routes.ts'
import { passwordRoutes } from './password-routes.ts'
import type { RouteTable } from './route.ts'
import { samRoutes } from './sam-routes.ts'
import { shortcutRoutes } from './shortcut-routes.ts'
import { siteRoutes } from './site-routes.ts'
import { staffRoutes } from './staff-routes.ts'
import { supportReportRoutes } from './support-report-routes.ts'
import { supportSignInRoutes } from './support-sign-in-routes.ts'

/** The HTTP API: `METHOD /path` → who may call it, what it takes and what it answers. One file of rows per area. */
export const routes = {
  ...siteRoutes,
  ...authRoutes,
  ...organizationRoutes,
  ...passwordRoutes,
  ...supportSignInRoutes,
  ...staffRoutes,
  ...auditRoutes,
  ...samRoutes,
  ...announcementRoutes,
  ...downloadRoutes,
  ...shortcutRoutes,
  ...claimsRoutes,
  ...institutionImportRoutes,
  ...linkRoutes,
  ...clientRoutes,
  ...oidcRoutes,
  ...contactRoutes,
  ...supportReportRoutes,
} as const satisfies RouteTable

export type Routes = typeof routes
export type RouteName = keyof Routes
export type RouteRequest<R extends RouteName> = z.input<Routes[R]['request']>
export type ParsedRequest<R extends RouteName> = z.output<Routes[R]['request']>
export type RouteAnswer<R extends RouteName> = z.output<Routes[R]['answer']>
