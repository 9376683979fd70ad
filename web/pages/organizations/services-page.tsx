import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { say } from '../../../core/i18n/text.ts'
import { authorize } from '../../../core/portal/authorize.ts'
import { institutionTypes } from '../../../core/portal/institution-types.ts'
import { broughtBy, type ServiceCode } from '../../../core/portal/services.ts'
import { taiwanDay } from '../../../core/portal/taiwan-day.ts'
import type { RouteAnswer } from '../../../core/protocol/routes.ts'
import type { SessionView } from '../../../core/protocol/session.ts'
import { Button } from '../../components/button.tsx'
import { CheckBox } from '../../components/check-box.tsx'
import { ConfirmDialog } from '../../components/confirm-dialog.tsx'
import { Day } from '../../components/date-time.tsx'
import { DoneNotice } from '../../components/done-notice.tsx'
import { ErrorPanel } from '../../components/error-panel.tsx'
import { Link } from '../../components/link.tsx'
import { LoadedPart } from '../../components/loaded-part.tsx'
import { TableExport } from '../../components/table-export.tsx'
import { useLanguage, useTexts } from '../../state/language.ts'
import { useAnswer } from '../../state/use-answer.ts'
import { useChange } from '../../state/use-change.ts'
import { useSignedInCall } from '../../state/use-signed-in-call.ts'
import { InternetData } from './internet-data.tsx'
import { OrganizationPage } from './organization-page.tsx'
import { groupName, groupServices, serviceName, serviceNames } from './service-groups.ts'
import { serviceTexts } from './services-texts.ts'

/** 健保服務申請: a manager applies for services for the institution, and withdraws them. */
export const ServicesPage = (): JSX.Element => (
  <OrganizationPage path="/organizations/services">{(view) => <Services view={view} />}</OrganizationPage>
)

type List = RouteAnswer<'GET /api/organizations/services'>
type Offered = List['offered'][number]

function Services({ view }: { view: SessionView }): JSX.Element {
  const { loaded, take, ask } = useAnswer('GET /api/organizations/services', {})
  const [done, setDone] = useState<string>()
  return (
    <>
      <DoneNotice message={done} />
      <LoadedPart loaded={loaded} retry={() => void ask()}>
        {(list) => (
          <>
            <ApplicationForm list={list} onChange={take} onDone={setDone} />
            {authorize('request-internet-data', view) && (
              <InternetData
                request={list.internetData}
                onChange={(internetData) => take({ ...list, internetData })}
                onDone={setDone}
              />
            )}
          </>
        )}
      </LoadedPart>
    </>
  )
}

function ApplicationForm({
  list,
  onChange,
  onDone,
}: {
  list: List
  onChange: (list: List) => void
  onDone: (message: string) => void
}): JSX.Element {
  const t = useTexts(serviceTexts)
  const language = useLanguage()
  const call = useSignedInCall()
  const { change, run } = useChange()
  const [ticked, setTicked] = useState<readonly ServiceCode[]>([])
  const [leaving, setLeaving] = useState<Offered>()
  const working = change.state === 'working'

  const apply = async () => {
    onChange(await call('POST /api/organizations/services', { services: [...ticked] }))
    setTicked([])
    onDone(t.done(serviceNames(ticked, language)))
  }
  const withdraw = async ({ service }: Offered) => {
    onChange(await call('DELETE /api/organizations/services', { service }))
    setLeaving(undefined)
    onDone(t.withdrawn(serviceName(service, language)))
  }
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    void run(apply)
  }
  return (
    <form class="stack" onSubmit={submit}>
      <p>{t.lead(say(institutionTypes[list.institutionType], language))}</p>
      {change.state === 'failed' && <ErrorPanel error={change.error} takeFocus />}
      <div class="service-groups">
        {groupServices(list.offered, ({ service }) => service).map(({ category, services }) => (
          <fieldset key={category ?? 'others'} class="box service-group">
            <legend>{groupName({ category }, language)}</legend>
            {services.map((offered) => (
              <OfferedService
                key={offered.service}
                offered={offered}
                ticked={ticked.includes(offered.service)}
                onTick={(on) =>
                  setTicked(on ? [...ticked, offered.service] : ticked.filter((service) => service !== offered.service))
                }
                onWithdraw={() => setLeaving(offered)}
              />
            ))}
          </fieldset>
        ))}
      </div>
      <div class="save-bar">
        <Button kind="primary" submit disabled={working || ticked.length === 0}>
          {working ? t.working : t.apply}
        </Button>
        <span role="status">{ticked.length > 0 && t.ticked(ticked.length)}</span>
        {list.offered.some(({ appliedAt }) => appliedAt !== null) && <Link to="/organizations/grants">{t.grant}</Link>}
      </div>
      <TableExport
        title={t.list}
        rows={list.offered}
        exportedAs={{ name: 'services' }}
        columns={[
          { key: 'service', title: t.service, text: ({ service }) => serviceName(service, language) },
          {
            key: 'applied',
            title: t.applied,
            text: ({ appliedAt }) => (appliedAt ? taiwanDay(new Date(appliedAt)) : ''),
          },
          { key: 'users', title: t.userCount, text: ({ users }) => users },
        ]}
      />
      {leaving && (
        <ConfirmDialog
          title={t.withdrawTitle(serviceName(leaving.service, language))}
          confirm={t.withdraw}
          onClose={() => setLeaving(undefined)}
          onConfirm={() => withdraw(leaving)}
        >
          <p>{leaving.users > 0 ? t.loses(leaving.users) : t.nobodyLoses}</p>
          <ComesWith service={leaving.service} />
        </ConfirmDialog>
      )}
    </form>
  )
}

/** One that was applied for is marked with its day; another can be ticked. */
function OfferedService({
  offered: { service, appliedAt, users },
  ticked,
  onTick,
  onWithdraw,
}: {
  offered: Offered
  ticked: boolean
  onTick: (ticked: boolean) => void
  onWithdraw: () => void
}): JSX.Element {
  const t = useTexts(serviceTexts)
  const name = serviceName(service, useLanguage())
  if (appliedAt === null) {
    return (
      <CheckBox name={service} label={name} checked={ticked} onChange={onTick}>
        <ComesWith service={service} />
      </CheckBox>
    )
  }
  return (
    <div class="applied-service" data-applied={service}>
      <div>
        <p>
          <strong>{name}</strong>
        </p>
        <p class="quiet">
          {t.applied} <Day iso={appliedAt} />
          {'・'}
          {users > 0 ? t.users(users) : t.noUsers}
        </p>
        <ComesWith service={service} />
      </div>
      <Button kind="danger" label={t.withdrawOf(name)} onClick={onWithdraw}>
        {t.withdraw}
      </Button>
    </div>
  )
}

function ComesWith({ service }: { service: ServiceCode }): JSX.Element | null {
  const t = useTexts(serviceTexts)
  const language = useLanguage()
  const brought = broughtBy(service)
  return brought.length === 0 ? null : <p class="quiet">{t.comesWith(serviceNames(brought, language))}</p>
}
