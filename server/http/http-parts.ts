import type { ErrorCode } from '../../core/errors/error-codes.ts'
import type { Platform } from '../../core/portal/platforms.ts'
import type { Clock } from '../clock.ts'
import type { Config } from '../config.ts'
import type { PortalDatabase } from '../db/open-database.ts'
import type { Log } from '../log.ts'
import type { Measures } from '../measures.ts'
import type { Guards, Handlers } from './call.ts'
import type { DocumentHandlers } from './serve-document.ts'
import type { Endpoints } from './serve-endpoint.ts'
import type { NodeBindings } from './caller-address.ts'
import type { WebFiles } from './web-files.ts'

/** What the HTTP layer is made of. */
export interface HttpParts {
  readonly config: Pick<Config, 'origins' | 'proxies'>
  readonly database: PortalDatabase
  readonly clock: Clock
  readonly log: Log
  readonly measures: Measures
  readonly guards: Guards
  readonly handlers: Handlers
  readonly documents: DocumentHandlers
  readonly endpoints: Endpoints
  readonly web: WebFiles
}

/** Hono's types: what identify-caller.ts sets for every request on a known host. */
export interface HttpEnvironment {
  Bindings: NodeBindings
  Variables: {
    platform: Platform
    origin: string
    address: string
    requestId: string
    now: Date
    /** The route and the code of a refusal, for the log line. */
    route?: string | undefined
    code?: ErrorCode | undefined
  }
}
