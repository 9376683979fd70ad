import type { Environment } from '../core/cards/environments.ts'
import { samApplicationNumber } from '../core/portal/sam-application-number.ts'
import type { SamState } from '../core/portal/sam-applications.ts'
import { demoInstitutions } from './people.ts'

/** A cloud security module of the demo. */
export interface DemoModule {
  readonly id: string
  /** 安全模組代號 */
  readonly module: string
  readonly institution: string
  readonly institutionName: string
  readonly environment: Environment
}

function module(id: string, code: string, institution: string, environment: Environment = 'test'): DemoModule {
  const name = demoInstitutions.find((one) => one.code === institution)?.name ?? ''
  return { id, module: code, institution, institutionName: name, environment }
}

/** The production module is of another authority, and of no application: it is there to be refused beside test cards. */
export const demoModules: readonly DemoModule[] = [
  module('clinic', '901000000018', '3501999018'),
  module('clinic-revoked', '901000000017', '3501999018'),
  module('hospital-revoking', '901000000031', '0901999031'),
  module('clinic-production', '001000000018', '3501999018', 'production'),
]

export interface DemoModuleApplication {
  readonly id: string
  /** 申請單號 */
  readonly number: string
  readonly institutionCode: string
  readonly state: SamState
  /** Of `demoModules`, for one that was issued. */
  readonly moduleId: string | null
  readonly reason: string | null
}

function application(
  serial: number,
  institutionCode: string,
  state: SamState,
  { moduleId = null, reason = null }: { moduleId?: string | null; reason?: string | null } = {},
): DemoModuleApplication {
  return {
    id: `00000000-0000-4000-8002-${String(serial).padStart(12, '0')}`,
    number: samApplicationNumber('2026-01-01', serial),
    institutionCode,
    state,
    moduleId,
    reason,
  }
}

/** One in each state that waits for somebody, or that says something. 2301999040 has none: it can file its first. */
export const demoModuleApplications: readonly DemoModuleApplication[] = [
  application(1, '3501999018', 'failed', { reason: '聯絡電話無人接聽，請更正後重新申請。' }),
  application(2, '3501999018', 'revoked', { moduleId: 'clinic-revoked' }),
  application(3, '3501999018', 'ready', { moduleId: 'clinic' }),
  application(4, '5901999027', 'applied'),
  application(5, '3501999054', 'reviewing'),
  application(6, '0901999031', 'revoking', { moduleId: 'hospital-revoking' }),
]
