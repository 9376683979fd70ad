import { act } from 'preact/test-utils'
import type { Member } from '../../../../core/protocol/organizations.ts'
import type { SessionView } from '../../../../core/protocol/session.ts'
import { fakeServices } from '../../support/fake-services.ts'
import { clinic, sampleSession } from '../../support/samples.ts'
import { click, drawApp, find, press, untilState } from '../../support/screen.ts'

// The code of the pages is here before it is asked for: no test waits for it.
await Promise.all([
  import('../../../../web/pages/catalogue/catalogue-page.tsx'),
  import('../../../../web/pages/organizations/managers-page.tsx'),
  import('../../../../web/pages/organizations/services-page.tsx'),
  import('../../../../web/pages/organizations/users-page.tsx'),
  import('../../../../web/pages/organizations/grants-page.tsx'),
  import('../../../../web/pages/organizations/vendors-page.tsx'),
  import('../../../../web/pages/organizations/history-page.tsx'),
])

export const id = (number: number) => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`

export const lin: Member = {
  personId: id(1),
  name: '林示範',
  maskedIdNumber: 'A1****0017',
  contact: { phone: '02-2345-6789', email: 'lin@example.tw' },
  roles: ['manager', 'user'],
  hasCard: true,
  assignedAt: '2026-11-29T17:00:00.000Z',
}
export const idle: Member = {
  personId: id(6),
  name: '閒示範',
  maskedIdNumber: 'A2****0064',
  contact: { phone: '', email: '' },
  roles: ['manager'],
  hasCard: false,
  assignedAt: '2026-11-30T01:00:00.000Z',
}

const as = (roles: NonNullable<SessionView['institution']>['roles'], services: SessionView['services'] = []) => ({
  ...sampleSession,
  institution: { ...clinic, roles },
  choices: [{ ...clinic, roles }],
  services,
})
export const representative: SessionView = { ...as(['representative']), cardType: 'hca-institution', personName: null }
export const manager: SessionView = as(['manager'])
export const vendorUser: SessionView = as(['user'], ['A.01.03'])

/** The page at `path`, drawn for `session`. The server says the same of the session until `answers` say otherwise. */
export async function openPage(path: string, session: SessionView, answers: Record<string, unknown>, state = 'ready') {
  const made = fakeServices({ path, session, answers: { 'GET /api/auth/session': session, ...answers } })
  await drawApp(made.services)
  await untilState(state)
  await settle()
  return {
    ...made,
    /** The bodies with which a route was called. */
    bodies: (route: string) => made.call.mock.calls.filter(([called]) => called === route).map(([, body]) => body),
  }
}

/** Until what was asked of the server has been answered and drawn. */
export const settle = (): Promise<void> => act(async () => void (await new Promise((resolve) => setTimeout(resolve))))

/** Sends the form in which the field stands. */
export async function send(field: string): Promise<void> {
  await act(async () => {
    const form = find(field).closest('form')
    form?.dispatchEvent(new SubmitEvent('submit', { bubbles: true, cancelable: true }))
  })
  await settle()
}

export async function pressAndSettle(label: string): Promise<void> {
  await press(label)
  await settle()
}

/** Presses what a question asks to be confirmed. */
export async function confirm(): Promise<void> {
  await click('dialog .button-danger')
  await settle()
}
