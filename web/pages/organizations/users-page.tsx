import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import type { Member } from '../../../core/protocol/organizations.ts'
import type { SessionView } from '../../../core/protocol/session.ts'
import { Button } from '../../components/button.tsx'
import { DoneNotice } from '../../components/done-notice.tsx'
import { ErrorPanel } from '../../components/error-panel.tsx'
import { Link } from '../../components/link.tsx'
import { LoadedPart } from '../../components/loaded-part.tsx'
import { useTexts } from '../../state/language.ts'
import { useAnswer } from '../../state/use-answer.ts'
import { useChange } from '../../state/use-change.ts'
import { useSignedInCall } from '../../state/use-signed-in-call.ts'
import { MemberList } from './member-list.tsx'
import { OrganizationPage } from './organization-page.tsx'
import { userTexts } from './users-texts.ts'

/** 機構使用者維護: a manager makes people users, oneself too, changes how they are reached, and removes them. */
export const UsersPage = (): JSX.Element => (
  <OrganizationPage path="/organizations/users">{(view) => <Users view={view} />}</OrganizationPage>
)

function Users({ view }: { view: SessionView }): JSX.Element {
  const t = useTexts(userTexts)
  const call = useSignedInCall()
  const { loaded, take, ask } = useAnswer('GET /api/organizations/users', {})
  const { change, run } = useChange()
  const [done, setDone] = useState<string>()
  const isUser = view.institution?.roles.includes('user') ?? false
  const onChange = (changed: readonly Member[], message: string) => {
    take({ users: [...changed] })
    setDone(message)
  }
  return (
    <>
      <p>{t.lead}</p>
      <DoneNotice message={done} />
      <LoadedPart loaded={loaded} retry={() => void ask()}>
        {({ users }) => {
          const addMyself = async () => {
            const added = await call('POST /api/organizations/users', { member: null })
            onChange([...users, added], t.appointed(added.name))
          }
          return (
            <MemberList
              role="user"
              texts={t}
              members={users}
              acts={{
                add: (member) => call('POST /api/organizations/users', { member }),
                change: (member) => call('PUT /api/organizations/users', member),
                reset: (personId) => call('POST /api/passwords/users', { personId }),
                remove: (personId) => call('DELETE /api/organizations/users', { personId }),
              }}
              mayReset={({ roles }) => !roles.includes('manager')}
              beside={
                !isUser && (
                  <Button disabled={change.state === 'working'} onClick={() => void run(addMyself)}>
                    {t.addMyself}
                  </Button>
                )
              }
              above={change.state === 'failed' && <ErrorPanel error={change.error} takeFocus />}
              below={
                users.length > 0 && (
                  <p>
                    <Link to="/organizations/grants">{t.grant}</Link>
                  </p>
                )
              }
              losing={({ name, roles }) => (
                <>
                  <p>{t.loses(name)}</p>
                  {roles.includes('manager') && <p>{t.staysManager}</p>}
                </>
              )}
              onChange={onChange}
            />
          )
        }}
      </LoadedPart>
    </>
  )
}
