import type { ModuleApplication, OwnModuleApplication } from '../../core/protocol/sam.ts'
import type { SamApplication } from '../db/tables/sam-applications.ts'

/** As the agency sees it. */
export const toView = (application: SamApplication): ModuleApplication => ({
  id: application.id,
  number: application.number,
  institution: { ...application.institution },
  state: application.state,
  contact: { ...application.contact },
  filedAt: application.filedAt.toISOString(),
  reviewedAt: application.reviewedAt?.toISOString() ?? null,
  reason: application.reason,
  module: application.module && { ...application.module, ends: application.module.ends.toISOString() },
})

/** As its applicant does. */
export const toOwnView = (application: SamApplication): OwnModuleApplication => ({
  ...toView(application),
  pageKey: application.pageKey,
})
