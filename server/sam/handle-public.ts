import { CodedError } from '../../core/errors/coded-error.ts'
import { testModuleSecret } from '../../core/portal/test-modules.ts'
import type { Platform } from '../../core/portal/platforms.ts'
import { findRevokedCodes } from '../db/tables/sam-modules.ts'
import type { Handler } from '../http/call.ts'
import { moduleArchiveOf } from './module-archive.ts'
import type { SamParts } from './sam-parts.ts'

/** Modules are a matter of the VPN platform. */
function requireVpn(platform: Platform): void {
  if (platform !== 'vpn') throw new CodedError('ERR_REQUEST_NOT_FOUND', 'on the VPN platform alone')
}

/** For whoever keeps modules, such as the extension: which of them open nothing any more. */
export function listRevoked({ database: { query } }: SamParts): Handler<'GET /api/sam/revoked'> {
  return {
    event: 'read',
    async handle({ platform, now }) {
      requireVpn(platform)
      return { madeAt: now.toISOString(), modules: await findRevokedCodes(query, now) }
    },
  }
}

export function listTestModules({ sam: { testModules } }: SamParts): Handler<'GET /api/sam/test-modules'> {
  return {
    event: 'read',
    async handle({ platform }) {
      requireVpn(platform)
      const modules = testModules.map(({ institution, module, notAfter }) => ({
        institution,
        module,
        ends: notAfter.toISOString(),
      }))
      return { modules, secret: testModuleSecret }
    },
  }
}

export function readTestModule({ sam: { testModules } }: SamParts): Handler<'GET /api/sam/test-module'> {
  return {
    event: 'read',
    async handle({ platform, request }) {
      requireVpn(platform)
      const found = testModules.find(({ module }) => module === request.module)
      if (!found) throw new CodedError('ERR_REQUEST_NOT_FOUND', 'no such test module')
      return await moduleArchiveOf(found, found.file)
    },
  }
}
