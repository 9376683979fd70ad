import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { say } from '../../../core/i18n/text.ts'
import type { RouteAnswer } from '../../../core/protocol/routes.ts'
import { Button } from '../../components/button.tsx'
import { ConfirmDialog } from '../../components/confirm-dialog.tsx'
import { DataTable } from '../../components/data-table.tsx'
import { Day, formatDay } from '../../components/date-time.tsx'
import { DoneNotice } from '../../components/done-notice.tsx'
import { LoadedPart } from '../../components/loaded-part.tsx'
import { Notice } from '../../components/notice.tsx'
import { useLanguage, useTexts } from '../../state/language.ts'
import { useAnswer } from '../../state/use-answer.ts'
import { useSignedInCall } from '../../state/use-signed-in-call.ts'
import { LineForm } from './line-form.tsx'
import { OrganizationPage } from './organization-page.tsx'
import { PermissionForm } from './permission-form.tsx'
import { permissionStateTexts, vendorTexts } from './vendors-texts.ts'

/** 醫事機構固接網路及允入HIS廠商申請: the line, and the vendors that are let in, from day to day. */
export const VendorsPage = (): JSX.Element => (
  <OrganizationPage path="/organizations/vendors">{() => <Vendors />}</OrganizationPage>
)

type List = RouteAnswer<'GET /api/organizations/vendors'>
type Permission = List['permissions'][number]

function Vendors(): JSX.Element {
  const { loaded, take, ask } = useAnswer('GET /api/organizations/vendors', {})
  const [done, setDone] = useState<string>()
  const change = (list: List, message: string) => {
    take(list)
    setDone(message)
  }
  return (
    <>
      <DoneNotice message={done} />
      <LoadedPart loaded={loaded} retry={() => void ask()}>
        {(list) => (
          <>
            <LineForm line={list.line} onSaved={change} />
            <PermissionForm key={list.permissions.length} vendors={list.vendors} onSaved={change} />
            <Permissions list={list} onWithdrawn={change} />
          </>
        )}
      </LoadedPart>
    </>
  )
}

function Permissions({
  list: { permissions, cutOver },
  onWithdrawn,
}: {
  list: List
  onWithdrawn: (list: List, message: string) => void
}): JSX.Element {
  const t = useTexts(vendorTexts)
  const language = useLanguage()
  const call = useSignedInCall()
  const [leaving, setLeaving] = useState<Permission>()
  const withdraw = async ({ id, vendor }: Permission) => {
    const list = await call('DELETE /api/organizations/vendors', { permissionId: id })
    setLeaving(undefined)
    onWithdrawn(list, t.withdrawn(vendor.name))
  }
  return (
    <section class="box stack" aria-labelledby="permissions">
      <h2 id="permissions">{t.permissions}</h2>
      {cutOver !== null && (
        <Notice tone="warning">
          <p>{t.cutOver(formatDay(cutOver, language))}</p>
        </Notice>
      )}
      {permissions.length === 0 ? (
        <p>{t.none}</p>
      ) : (
        <DataTable
          caption={t.caption(permissions.length)}
          rows={permissions}
          rowKey={({ id }) => id}
          exportedAs={{ name: 'permitted-vendors' }}
          columns={[
            { key: 'vendor', title: t.vendor, isRowHeader: true, text: ({ vendor }) => vendor.name },
            {
              key: 'number',
              title: t.businessNumber,
              text: ({ vendor }) => vendor.businessNumber,
              cell: ({ vendor }) => <code>{vendor.businessNumber}</code>,
            },
            { key: 'from', title: t.from, text: ({ from }) => from, cell: ({ from }) => <Day iso={from} /> },
            { key: 'until', title: t.until, text: ({ until }) => until, cell: ({ until }) => <Day iso={until} /> },
            {
              key: 'state',
              title: t.state,
              text: ({ state }) => say(permissionStateTexts[state], language),
              cell: ({ state }) => <State state={state} />,
            },
            {
              key: 'actions',
              title: t.actions,
              cell: (permission) =>
                (permission.state === 'in-force' || permission.state === 'to-come') && (
                  <Button
                    kind="danger"
                    label={t.withdrawOf(permission.vendor.name)}
                    onClick={() => setLeaving(permission)}
                  >
                    {t.withdraw}
                  </Button>
                ),
            },
          ]}
        />
      )}
      {leaving && (
        <ConfirmDialog
          title={t.withdrawTitle(leaving.vendor.name)}
          confirm={t.withdraw}
          onClose={() => setLeaving(undefined)}
          onConfirm={() => withdraw(leaving)}
        >
          <p>{t.loses(leaving.vendor.name)}</p>
        </ConfirmDialog>
      )}
    </section>
  )
}

const State = ({ state }: Pick<Permission, 'state'>): JSX.Element => (
  <span class="permission-state" data-state={state}>
    {say(permissionStateTexts[state], useLanguage())}
  </span>
)
