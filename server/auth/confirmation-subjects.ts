import type { SignatureAction } from '../../core/portal/actions.ts'
import type { Scope } from '../../core/portal/authorize.ts'
import { maskIdNumber } from '../../core/portal/id-number.ts'
import { clientId } from '../../core/protocol/clients.ts'
import { memberId } from '../../core/protocol/organizations.ts'
import { applicationId } from '../../core/protocol/sam.ts'
import type { Queryable } from '../db/database.ts'
import { findAssignments } from '../db/tables/assignments.ts'
import { findClientName } from '../db/tables/oidc-clients.ts'
import { findPerson } from '../db/tables/people.ts'
import { findSamApplication } from '../db/tables/sam-applications.ts'
import type { ScopeOf } from '../http/call.ts'

/** In words, whom or what an action would be done to; undefined where it cannot be done. */
type Words<A extends SignatureAction> = (
  query: Queryable,
  scope: ScopeOf<A>,
  subject: string,
) => Promise<string | undefined>

/** Each names its subject so that nobody can take it for another. The action itself is named by the extension. */
export const subjectWords: { readonly [A in SignatureAction]: Words<A> } = {
  async 'remove-manager'(query, { institution }, subject) {
    const { data } = memberId.safeParse({ personId: subject })
    if (!data) return undefined
    const assignments = await findAssignments(query, data.personId)
    const place = assignments.find((it) => it.role === 'manager' && it.institution.code === institution)
    const person = place && (await findPerson(query, data.personId))
    if (!person) return undefined
    const number = person.idNumber === null ? '' : `（${maskIdNumber(person.idNumber)}）`
    return `${person.name}${number}，${place.institution.name}`
  },
  async 'revoke-module'(query, { institution }, subject) {
    const { data } = applicationId.safeParse({ applicationId: subject })
    const application = data && (await findSamApplication(query, data.applicationId, new Date(0)))
    if (application?.institution.code !== institution || !application.module) return undefined
    return `雲端安全模組 ${application.module.code}（申請單 ${application.number}），${application.institution.name}`
  },
  async 'change-client'(query, _scope, subject) {
    const { data } = clientId.safeParse(subject)
    if (data === undefined) return undefined
    const name = await findClientName(query, data)
    return name === undefined ? `新系統 ${data}` : `${name}（${data}）`
  },
}

/** With the institution where it is done: a session may turn to another one between the signature and the act. */
export const subjectKey = (scope: Scope, subject: string): string =>
  scope.kind === 'institution' ? `${scope.institution}/${subject}` : subject
