import { act } from 'preact/test-utils'
import { find } from '../../support/screen.ts'
import type { StaffRole } from '../../../../core/portal/staff-roles.ts'
import type { SessionView } from '../../../../core/protocol/session.ts'
import { sampleSession } from '../../support/samples.ts'

// The code of the pages is here before it is asked for: no test waits for it.
await Promise.all([
  import('../../../../web/pages/home/home-page.tsx'),
  import('../../../../web/pages/staff/announcements-page.tsx'),
  import('../../../../web/pages/staff/audit-page.tsx'),
  import('../../../../web/pages/staff/check-reports-page.tsx'),
  import('../../../../web/pages/staff/institutions-page.tsx'),
  import('../../../../web/pages/staff/modules-page.tsx'),
  import('../../../../web/pages/staff/posts-page.tsx'),
  import('../../../../web/pages/staff/settings-page.tsx'),
  import('../../../../web/pages/staff/vendors-page.tsx'),
])

/** Somebody who works in the agency and at no institution. */
export const staffSession = (role: StaffRole, area = 'everywhere'): SessionView => ({
  ...sampleSession,
  cardType: 'moica',
  personName: '署示範',
  institution: null,
  choices: [],
  posts: [{ role, area }],
})

export const administrator = staffSession('administrator')

/** A person's or a record's id. */
export const id = (number: number): string => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`

/** Of the table's rows, what each is known by. */
export const rowKeys = (): (string | undefined)[] =>
  [...document.querySelectorAll<HTMLElement>('tbody tr')].map((row) => row.dataset['row'])

/** Picks an option of a drop-down list. */
export const choose = (selector: string, value: string): Promise<void> =>
  act(async () => {
    const select = find(selector, HTMLSelectElement)
    select.value = value
    select.dispatchEvent(new Event('change', { bubbles: true }))
  })
