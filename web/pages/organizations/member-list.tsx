import type { ComponentChildren, JSX } from 'preact'
import { useState } from 'preact/hooks'
import type { Member } from '../../../core/protocol/organizations.ts'
import type { OneTimePassword } from '../../../core/protocol/password-routes.ts'
import type { RouteRequest } from '../../../core/protocol/routes.ts'
import { Button } from '../../components/button.tsx'
import { ConfirmDialog } from '../../components/confirm-dialog.tsx'
import { useTexts } from '../../state/language.ts'
import { allFields, contactFields, MemberDialog } from './member-dialog.tsx'
import { MemberTable } from './member-table.tsx'
import { memberTexts } from './member-texts.ts'
import { noMember } from './member-values.ts'
import { ResetDialog } from './reset-dialog.tsx'

type NewMember = RouteRequest<'POST /api/organizations/managers'>
type Open = { readonly dialog: 'add' } | { readonly dialog: 'change' | 'reset' | 'remove'; readonly member: Member }

/** What the people of a role are called, in the language of the page. */
interface MemberListTexts {
  readonly list: string
  readonly add: string
  readonly caption: (count: number) => string
  readonly none: string
  readonly appoint: string
  readonly appointed: (name: string) => string
  readonly removeTitle: (name: string) => string
  readonly removed: (name: string) => string
}

/** What the server does to one of them. */
interface MemberActs {
  readonly add: (member: NewMember) => Promise<Member>
  readonly change: (member: Pick<Member, 'personId' | 'contact'>) => Promise<Member>
  readonly reset: (personId: string) => Promise<OneTimePassword>
  readonly remove: (personId: string) => Promise<unknown>
}

/** The managers or the users of the institution, with what can be done to them: appoint, change, reset, remove. */
export function MemberList({
  role,
  texts: t,
  members,
  acts,
  mayAdd = true,
  mayReset = () => true,
  beside,
  above,
  below,
  losing,
  onChange,
}: {
  role: 'manager' | 'user'
  texts: MemberListTexts
  members: readonly Member[]
  acts: MemberActs
  mayAdd?: boolean
  /** Whose password the person who looks may reset. */
  mayReset?: (member: Member) => boolean
  /** Buttons before the one that adds. */
  beside?: ComponentChildren
  above?: ComponentChildren
  below?: ComponentChildren
  /** What the person loses with the role, said before it is taken away. */
  losing: (member: Member) => ComponentChildren
  /** The list as it is now, and what was done. */
  onChange: (members: readonly Member[], message: string) => void
}): JSX.Element {
  const m = useTexts(memberTexts)
  const [open, setOpen] = useState<Open>()
  const close = () => setOpen(undefined)
  const finish = (changed: readonly Member[], message: string) => {
    onChange(changed, message)
    close()
  }
  const heading = `${role}s`
  return (
    <section class="box stack" aria-labelledby={heading}>
      <div class="part-head">
        <h2 id={heading}>{t.list}</h2>
        <div class="row">
          {beside}
          <Button kind="primary" disabled={!mayAdd} onClick={() => setOpen({ dialog: 'add' })}>
            {t.add}
          </Button>
        </div>
      </div>
      {above}
      <MemberTable
        role={role}
        caption={t.caption(members.length)}
        none={t.none}
        members={members}
        actions={(member) => (
          <>
            <Button label={m.changeOf(member.name)} onClick={() => setOpen({ dialog: 'change', member })}>
              {m.change}
            </Button>
            {mayReset(member) && (
              <Button label={m.resetOf(member.name)} onClick={() => setOpen({ dialog: 'reset', member })}>
                {m.reset}
              </Button>
            )}
            <Button kind="danger" label={m.removeOf(member.name)} onClick={() => setOpen({ dialog: 'remove', member })}>
              {m.remove}
            </Button>
          </>
        )}
      />
      {below}
      {open?.dialog === 'add' && (
        <MemberDialog
          title={t.add}
          save={t.appoint}
          fields={allFields}
          onClose={close}
          onSave={async ({ idNumber, name, ...contact }) => {
            const added = await acts.add({ idNumber, name, contact })
            finish([...members, added], t.appointed(added.name))
          }}
        />
      )}
      {open?.dialog === 'change' && (
        <MemberDialog
          title={m.changeOf(open.member.name)}
          save={m.save}
          fields={contactFields}
          values={{ ...noMember, ...open.member.contact }}
          onClose={close}
          onSave={async ({ phone, email }) => {
            const { personId } = open.member
            const changed = await acts.change({ personId, contact: { phone, email } })
            finish(
              members.map((one) => (one.personId === personId ? changed : one)),
              m.changed(changed.name),
            )
          }}
        />
      )}
      {open?.dialog === 'reset' && (
        <ResetDialog
          name={open.member.name}
          onReset={() => acts.reset(open.member.personId)}
          onClose={(done) => (done ? finish(members, m.passwordReset(open.member.name)) : close())}
        />
      )}
      {open?.dialog === 'remove' && (
        <ConfirmDialog
          title={t.removeTitle(open.member.name)}
          confirm={m.removeOf(open.member.name)}
          onClose={close}
          onConfirm={async () => {
            const { personId, name } = open.member
            await acts.remove(personId)
            finish(
              members.filter((one) => one.personId !== personId),
              t.removed(name),
            )
          }}
        >
          {losing(open.member)}
        </ConfirmDialog>
      )}
    </section>
  )
}
