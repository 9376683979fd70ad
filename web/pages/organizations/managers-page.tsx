import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { DoneNotice } from '../../components/done-notice.tsx'
import { LoadedPart } from '../../components/loaded-part.tsx'
import { confirmed } from '../../state/confirmed.ts'
import { useTexts } from '../../state/language.ts'
import { useServices } from '../../state/services.ts'
import { useAnswer } from '../../state/use-answer.ts'
import { useSignedInCall } from '../../state/use-signed-in-call.ts'
import { managerTexts } from './managers-texts.ts'
import { MemberList } from './member-list.tsx'
import { OrganizationPage } from './organization-page.tsx'

/** 機構管理者維護: the representative appoints managers, changes how they are reached, and removes them. */
export const ManagersPage = (): JSX.Element => (
  <OrganizationPage path="/organizations/managers">{() => <Managers />}</OrganizationPage>
)

function Managers(): JSX.Element {
  const t = useTexts(managerTexts)
  const services = useServices()
  const call = useSignedInCall()
  const { loaded, take, ask } = useAnswer('GET /api/organizations/managers', {})
  const [done, setDone] = useState<string>()
  return (
    <>
      <p>{t.lead}</p>
      <DoneNotice message={done} />
      <LoadedPart loaded={loaded} retry={() => void ask()}>
        {({ managers, seats }) => {
          const left = Math.max(seats - managers.length, 0)
          return (
            <MemberList
              role="manager"
              texts={t}
              members={managers}
              acts={{
                add: (member) => call('POST /api/organizations/managers', member),
                change: (member) => call('PUT /api/organizations/managers', member),
                reset: (personId) => call('POST /api/passwords/managers', { personId }),
                remove: (personId) =>
                  confirmed(services, 'remove-manager', personId, () =>
                    call('DELETE /api/organizations/managers', { personId }),
                  ),
              }}
              mayAdd={left > 0}
              above={<p data-seats={left}>{left === 0 ? t.noSeat(seats) : t.seats(seats, left)}</p>}
              losing={({ name, roles }) => (
                <>
                  <p>{t.loses(name)}</p>
                  {roles.includes('user') && <p>{t.staysUser}</p>}
                  <p>{t.signs}</p>
                </>
              )}
              onChange={(changed, message) => {
                take({ managers: [...changed], seats })
                setDone(message)
              }}
            />
          )
        }}
      </LoadedPart>
    </>
  )
}
