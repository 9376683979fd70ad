/** What is done at an institution, by the name it has in the audit: what 異動紀錄 lists. */
export const organizationEvents = [
  'appoint-manager',
  'change-manager',
  'remove-manager',
  'appoint-user',
  'change-user',
  'remove-user',
  'reset-manager-password',
  'reset-user-password',
  'apply-service',
  'carry-over-service',
  'withdraw-service',
  'grant-service',
  'withdraw-grant',
  'request-internet-data',
  'fulfil-internet-data',
  'register-line',
  'permit-vendor',
  'withdraw-vendor',
  'apply-module',
  'issue-module',
  'reissue-module',
  'fetch-module-secret',
  'download-module',
  'ask-module-revocation',
] as const

export type OrganizationEvent = (typeof organizationEvents)[number]
