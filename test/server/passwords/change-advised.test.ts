import { expect, it } from 'vitest'
import { saveInstitution } from '../../../server/db/tables/institutions.ts'
import { clinic, openTestPortal } from '../test-portal.ts'
import { claimOf, giveAccount, internetPage, somebody } from './password-portal.ts'

it('with PASSWORD_CHANGE_REQUIRED=off the change is asked for at the sign-in, and everything is reachable', async () => {
  const portal = await openTestPortal(undefined, { PASSWORD_CHANGE_REQUIRED: 'off' })
  try {
    await saveInstitution(portal.database.query, clinic)
    const preset = { at: { [clinic.code]: ['user'] }, password: 'preset by the agency', state: 'preset' } as const
    await giveAccount(portal, somebody(1), 'lin.demo', preset)
    const page = internetPage(portal)
    const view = await page.ask('POST /api/passwords/sign-in', claimOf(page, 'lin.demo', preset.password))
    expect(view.passwordChange).toBe('advised')
    await page.ask('POST /api/auth/institution', { institution: clinic.code })
  } finally {
    await portal.close()
  }
})
