import type { ComponentChildren, JSX } from 'preact'
import { useState } from 'preact/hooks'
import { say } from '../../../core/i18n/text.ts'
import { type Role, roles } from '../../../core/portal/roles.ts'
import { taiwanDay } from '../../../core/portal/taiwan-day.ts'
import type { Member } from '../../../core/protocol/organizations.ts'
import { Day } from '../../components/date-time.tsx'
import { DataTable } from '../../components/data-table.tsx'
import { FilterBox, filterBy } from '../../components/filter-box.tsx'
import { Roles } from '../../components/roles.tsx'
import { useLanguage, useTexts } from '../../state/language.ts'
import { memberTexts } from './member-texts.ts'

/** Managers or users, with a box that searches among them. `actions` are what can be done to the one of a row. */
export function MemberTable({
  role,
  caption,
  none,
  members,
  actions,
}: {
  /** Which of their roles puts them on this list. */
  role: Role
  caption: string
  none: string
  members: readonly Member[]
  actions: (member: Member) => ComponentChildren
}): JSX.Element {
  const t = useTexts(memberTexts)
  const language = useLanguage()
  const [words, setWords] = useState('')
  if (members.length === 0) return <p>{none}</p>
  const shown = filterBy(members, words, ({ name, maskedIdNumber, contact }) => [
    name,
    maskedIdNumber,
    contact.phone,
    contact.email,
  ])
  return (
    <>
      <FilterBox
        id="member-search"
        label={t.search}
        words={words}
        count={shown.length}
        of={members.length}
        onChange={setWords}
      />
      {shown.length === 0 ? (
        <p>{t.noneFound}</p>
      ) : (
        <DataTable
          caption={caption}
          rows={shown}
          rowKey={({ personId }) => personId}
          exportedAs={{ name: `${role}s` }}
          columns={[
            {
              key: 'name',
              title: t.name,
              isRowHeader: true,
              text: ({ name }) => name,
              cell: (member) => <Name member={member} />,
            },
            {
              key: 'idNumber',
              title: t.idNumber,
              text: ({ maskedIdNumber }) => maskedIdNumber,
              cell: ({ maskedIdNumber }) => <code>{maskedIdNumber}</code>,
            },
            {
              key: 'contact',
              title: t.contact,
              text: ({ contact }) => [contact.phone, contact.email].filter(Boolean).join(' '),
              cell: contactCell,
            },
            {
              key: 'roles',
              title: t.otherRoles,
              text: ({ roles: held }) =>
                held
                  .filter((one) => one !== role)
                  .map((one) => say(roles[one], language))
                  .join(' '),
              cell: ({ roles }) => <Roles held={roles.filter((held) => held !== role)} />,
            },
            {
              key: 'since',
              title: t.since,
              text: ({ assignedAt }) => taiwanDay(new Date(assignedAt)),
              cell: ({ assignedAt }) => <Day iso={assignedAt} />,
            },
            { key: 'actions', title: t.actions, cell: (member) => <div class="row">{actions(member)}</div> },
          ]}
        />
      )}
      {members.some(({ hasCard }) => !hasCard) && <p class="quiet">{t.noCardHint}</p>}
    </>
  )
}

function Name({ member: { name, hasCard } }: { member: Member }): JSX.Element {
  const t = useTexts(memberTexts)
  return (
    <>
      {name}
      {!hasCard && <span class="no-card">{t.noCard}</span>}
    </>
  )
}

const contactCell = ({ contact: { phone, email } }: Member): ComponentChildren =>
  (phone !== '' || email !== '') && (
    <div class="contact">
      {phone !== '' && <span>{phone}</span>}
      {email !== '' && <span>{email}</span>}
    </div>
  )
