import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import type { ServiceCode } from '../../../core/portal/services.ts'
import { broughtBy } from '../../../core/portal/services.ts'
import type { RouteAnswer } from '../../../core/protocol/routes.ts'
import { Button } from '../../components/button.tsx'
import { CheckBox } from '../../components/check-box.tsx'
import { ConfirmDialog } from '../../components/confirm-dialog.tsx'
import { DoneNotice } from '../../components/done-notice.tsx'
import { ErrorPanel } from '../../components/error-panel.tsx'
import { FilterBox, filterBy } from '../../components/filter-box.tsx'
import { Link } from '../../components/link.tsx'
import { LoadedPart } from '../../components/loaded-part.tsx'
import { TableExport } from '../../components/table-export.tsx'
import { useLanguage, useTexts } from '../../state/language.ts'
import { useAnswer } from '../../state/use-answer.ts'
import { useChange } from '../../state/use-change.ts'
import { useSignedInCall } from '../../state/use-signed-in-call.ts'
import { grantTexts } from './grants-texts.ts'
import { memberTexts } from './member-texts.ts'
import { OrganizationPage } from './organization-page.tsx'
import { groupName, groupServices, serviceName, serviceNames } from './service-groups.ts'

/** 使用者授權管理: which user may use which of the services that the institution applied for. */
export const GrantsPage = (): JSX.Element => (
  <OrganizationPage path="/organizations/grants">{() => <Grants />}</OrganizationPage>
)

type List = RouteAnswer<'GET /api/organizations/grants'>
type User = List['users'][number]

function Grants(): JSX.Element {
  const t = useTexts(grantTexts)
  const { loaded, take, ask } = useAnswer('GET /api/organizations/grants', {})
  const [done, setDone] = useState<string>()
  return (
    <>
      <p>{t.lead}</p>
      <DoneNotice message={done} />
      <LoadedPart loaded={loaded} retry={() => void ask()}>
        {(list) =>
          list.users.length === 0 ? (
            <p>
              {t.noUsers} <Link to="/organizations/users">{t.toUsers}</Link>
            </p>
          ) : list.services.length === 0 ? (
            <p>
              {t.noServices} <Link to="/organizations/services">{t.toServices}</Link>
            </p>
          ) : (
            <Matrix list={list} onChange={take} onDone={setDone} />
          )
        }
      </LoadedPart>
    </>
  )
}

/** The users on one side, the services of the chosen one on the other; below each other where there is no room. */
function Matrix({
  list,
  onChange,
  onDone,
}: {
  list: List
  onChange: (list: List) => void
  onDone: (message: string) => void
}): JSX.Element {
  const t = useTexts(grantTexts)
  const m = useTexts(memberTexts)
  const language = useLanguage()
  const [words, setWords] = useState('')
  const [chosenId, setChosenId] = useState<string>()
  const shown = filterBy(list.users, words, ({ name, maskedIdNumber }) => [name, maskedIdNumber])
  const chosen = list.users.find(({ personId }) => personId === chosenId)
  return (
    <div class="grant-columns">
      <section class="box stack" aria-labelledby="grant-users">
        <h2 id="grant-users">{t.users}</h2>
        <FilterBox
          id="grant-search"
          label={t.search}
          words={words}
          count={shown.length}
          of={list.users.length}
          onChange={setWords}
        />
        {shown.length === 0 && <p>{t.noneFound}</p>}
        <fieldset class="grant-users" aria-labelledby="grant-users">
          {shown.map(({ personId, name, maskedIdNumber, services }) => (
            <label key={personId} class="grant-user" data-person={personId}>
              <input
                type="radio"
                name="grant-user"
                value={personId}
                checked={personId === chosenId}
                onChange={() => setChosenId(personId)}
              />
              <span>
                <strong>{name}</strong> <span class="quiet">{maskedIdNumber}</span>
                <span class="quiet grant-count">{t.granted(services.length, list.services.length)}</span>
              </span>
            </label>
          ))}
        </fieldset>
        <TableExport
          title={t.users}
          rows={shown}
          exportedAs={{ name: 'grants' }}
          columns={[
            { key: 'name', title: m.name, text: ({ name }) => name },
            { key: 'id', title: m.idNumber, text: ({ maskedIdNumber }) => maskedIdNumber },
            { key: 'services', title: t.services, text: ({ services }) => serviceNames(services, language) },
          ]}
        />
      </section>
      <section class="box stack" aria-labelledby="grant-services">
        <h2 id="grant-services" aria-live="polite">
          {chosen ? t.servicesOf(chosen.name) : t.chooseUser}
        </h2>
        {chosen && (
          <UserGrants
            key={`${chosen.personId} ${chosen.services.join(' ')}`}
            user={chosen}
            services={list.services}
            onChange={onChange}
            onDone={onDone}
          />
        )}
      </section>
    </div>
  )
}

function UserGrants({
  user,
  services,
  onChange,
  onDone,
}: {
  user: User
  services: readonly ServiceCode[]
  onChange: (list: List) => void
  onDone: (message: string) => void
}): JSX.Element {
  const t = useTexts(grantTexts)
  const language = useLanguage()
  const call = useSignedInCall()
  const { change, run } = useChange()
  const [ticked, setTicked] = useState<readonly ServiceCode[]>(user.services)
  const [asking, setAsking] = useState(false)
  const working = change.state === 'working'
  const grant = ticked.filter((service) => !user.services.includes(service))
  const withdraw = user.services.filter((service) => !ticked.includes(service))
  const differs = grant.length > 0 || withdraw.length > 0

  const save = async () => {
    const saved = await call('PUT /api/organizations/grants', { personId: user.personId, grant, withdraw })
    setAsking(false)
    onChange(saved)
    onDone(t.saved(user.name))
  }
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    if (!differs) return
    if (withdraw.length > 0) setAsking(true)
    else void run(save)
  }
  return (
    <form class="stack" onSubmit={submit}>
      {change.state === 'failed' && <ErrorPanel error={change.error} takeFocus />}
      <div class="row">
        <Button disabled={ticked.length === services.length} onClick={() => setTicked(services)}>
          {t.all}
        </Button>
        <Button disabled={ticked.length === 0} onClick={() => setTicked([])}>
          {t.none}
        </Button>
      </div>
      {groupServices(services, (service) => service).map(({ category, services }) => (
        <fieldset key={category ?? 'others'} class="service-group">
          <legend>{groupName({ category }, language)}</legend>
          {services.map((service) => (
            <CheckBox
              key={service}
              name={service}
              label={serviceName(service, language)}
              checked={ticked.includes(service)}
              onChange={(on) => setTicked(on ? [...ticked, service] : ticked.filter((one) => one !== service))}
            >
              {broughtBy(service).length > 0 && t.comesWith(serviceNames(broughtBy(service), language))}
            </CheckBox>
          ))}
        </fieldset>
      ))}
      <div class="save-bar">
        <Button kind="primary" submit disabled={working || !differs}>
          {working ? t.working : t.save}
        </Button>
        <Button disabled={working || !differs} onClick={() => setTicked(user.services)}>
          {t.undo}
        </Button>
        <span role="status">{differs && t.difference(grant.length, withdraw.length)}</span>
      </div>
      {asking && (
        <ConfirmDialog
          title={t.confirmTitle(user.name)}
          confirm={t.confirm}
          onClose={() => setAsking(false)}
          onConfirm={save}
        >
          <p>{t.confirmLoses(user.name)}</p>
          <ul>
            {withdraw.map((service) => (
              <li key={service}>{serviceName(service, language)}</li>
            ))}
          </ul>
        </ConfirmDialog>
      )}
    </form>
  )
}
