import type { Hono } from 'hono'
import type { AuthParts } from './auth/auth-parts.ts'
import { guardPreSession } from './auth/guard-pre-session.ts'
import { guardSession } from './auth/guard-session.ts'
import { chooseInstitution, readSession, signOut } from './auth/handle-session.ts'
import { issueChallenge } from './auth/issue-challenge.ts'
import { signIn } from './auth/sign-in.ts'
import type { Config } from './config.ts'
import { createHttp } from './http/create-http.ts'
import type { HttpEnvironment, HttpParts } from './http/http-parts.ts'
import { readOpenapi } from './site/handle-openapi.ts'
import { readPortal } from './site/handle-portal.ts'

export interface AppParts extends AuthParts, Pick<HttpParts, 'log' | 'web'> {
  readonly config: Config
}

/** The portal: the route table with its handlers. What a route needs is handed to it by name. */
export function createApp(parts: AppParts): Hono<HttpEnvironment> {
  return createHttp({
    ...parts,
    guards: { preSession: guardPreSession(parts), session: guardSession(parts) },
    handlers: {
      'GET /api/portal': readPortal(parts.config),
      'GET /api/openapi': readOpenapi(),
      'POST /api/auth/challenge': issueChallenge(parts),
      'POST /api/auth/assertion': signIn(parts),
      'GET /api/auth/session': readSession(),
      'POST /api/auth/institution': chooseInstitution(parts),
      'POST /api/auth/sign-out': signOut(parts),
    },
  })
}
