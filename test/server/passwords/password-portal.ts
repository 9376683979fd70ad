import type { PasswordKind } from '../../../core/portal/password-kinds.ts'
import { createPasswordHasher } from '../../../server/auth/password-hasher.ts'
import { addAccount } from '../../../server/db/tables/accounts.ts'
import { addAssignment } from '../../../server/db/tables/assignments.ts'
import { addPassword, findPassword, type PasswordState } from '../../../server/db/tables/passwords.ts'
import { savePerson } from '../../../server/db/tables/people.ts'
import { cheapHashes } from '../cheap-hashes.ts'
import type { Page } from '../page.ts'
import { internet, type TestPortal } from '../test-portal.ts'

const hasher = createPasswordHasher(cheapHashes)

export const ownPassword = 'kumquat & torf at noon'

export interface Somebody {
  readonly id: string
  readonly name: string
}

/** `018f…-0000000001xx` */
export const somebody = (number: number, name = '某示範'): Somebody => ({
  id: `018f0000-0000-7000-8000-0000000001${String(number).padStart(2, '0')}`,
  name,
})

export async function givePassword(
  { database, clock }: TestPortal,
  personId: string,
  {
    kind = 'account',
    password = ownPassword,
    state = 'own',
  }: { kind?: PasswordKind; password?: string; state?: PasswordState } = {},
): Promise<void> {
  const hash = await hasher.inLine((work) => work.hash(password))
  await addPassword(database.query, { personId, kind, hash, state, setAt: clock.now() })
}

/** A person with roles, an account and its password. */
export async function giveAccount(
  portal: TestPortal,
  { id, name }: Somebody,
  account: string,
  {
    at,
    ...password
  }: { at: Partial<Record<string, readonly ('manager' | 'user')[]>>; password?: string; state?: PasswordState },
): Promise<void> {
  const { query } = portal.database
  await savePerson(query, { id, name, idNumber: null })
  for (const [institutionCode, roles = []] of Object.entries(at)) {
    for (const role of roles)
      await addAssignment(query, { personId: id, institutionCode, role, at: portal.clock.now() })
  }
  await addAccount(query, { name: account, personId: id })
  await givePassword(portal, id, password)
}

export const stateOf = async (portal: TestPortal, personId: string, kind: PasswordKind = 'account') =>
  (await findPassword(portal.database.query, { personId, kind }))?.state

/** What a page on the Internet platform sends to sign in. */
export const claimOf = (page: Page, account: string, password = ownPassword) => ({ account, password, jkt: page.jkt })

export const internetPage = (portal: TestPortal, address?: string): Page =>
  portal.page({ origin: internet, ...(address === undefined ? {} : { address }) })
