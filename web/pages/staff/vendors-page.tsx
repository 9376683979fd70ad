import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import type { RouteAnswer } from '../../../core/protocol/routes.ts'
import { Button } from '../../components/button.tsx'
import { DataTable } from '../../components/data-table.tsx'
import { Day } from '../../components/date-time.tsx'
import { DoneNotice } from '../../components/done-notice.tsx'
import { LoadedPart } from '../../components/loaded-part.tsx'
import { useTexts } from '../../state/language.ts'
import { useAnswer } from '../../state/use-answer.ts'
import { useSignedInCall } from '../../state/use-signed-in-call.ts'
import { StaffPage } from './staff-page.tsx'
import { staffTexts, vendorTexts } from './staff-texts.ts'
import { VendorDialog } from './vendor-dialog.tsx'

/** HIS廠商維護: the vendors, and since when their own lines are approved. */
export const StaffVendorsPage = (): JSX.Element => <StaffPage path="/staff/vendors">{() => <Vendors />}</StaffPage>

type List = RouteAnswer<'GET /api/staff/vendors'>
type Vendor = List['vendors'][number]

function Vendors(): JSX.Element {
  const t = useTexts(vendorTexts)
  const s = useTexts(staffTexts)
  const call = useSignedInCall()
  const { loaded, take, ask } = useAnswer('GET /api/staff/vendors', {})
  const [open, setOpen] = useState<{ readonly vendor?: Vendor }>()
  const [done, setDone] = useState<string>()
  const close = () => setOpen(undefined)
  return (
    <>
      <p>{t.lead}</p>
      <DoneNotice message={done} />
      <LoadedPart loaded={loaded} retry={() => void ask()}>
        {({ vendors }) => (
          <section class="box stack" aria-labelledby="vendors">
            <div class="staff-head">
              <h2 id="vendors">{t.list}</h2>
              <Button kind="primary" onClick={() => setOpen({})}>
                {t.add}
              </Button>
            </div>
            <DataTable
              caption={t.caption(vendors.length)}
              rows={vendors}
              rowKey={({ id }) => id}
              exportedAs={{ name: 'vendors' }}
              columns={[
                { key: 'name', title: t.name, isRowHeader: true, text: ({ name }) => name },
                {
                  key: 'number',
                  title: t.businessNumber,
                  text: ({ businessNumber }) => businessNumber,
                  cell: ({ businessNumber }) => <code>{businessNumber}</code>,
                },
                {
                  key: 'line',
                  title: t.lineApprovedAt,
                  text: ({ lineApprovedAt }) => lineApprovedAt ?? t.notApproved,
                  cell: ({ lineApprovedAt }) => (lineApprovedAt ? <Day iso={lineApprovedAt} /> : t.notApproved),
                },
                {
                  key: 'actions',
                  title: s.actions,
                  cell: (vendor) => (
                    <Button label={s.changeOf(vendor.name)} onClick={() => setOpen({ vendor })}>
                      {s.change}
                    </Button>
                  ),
                },
              ]}
            />
          </section>
        )}
      </LoadedPart>
      {open && (
        <VendorDialog
          vendor={open.vendor}
          onClose={close}
          onSave={async (facts) => {
            const { vendor } = open
            take(
              vendor
                ? await call('PUT /api/staff/vendors', { ...facts, id: vendor.id })
                : await call('POST /api/staff/vendors', facts),
            )
            close()
            setDone(vendor ? s.changed(facts.name) : t.added(facts.name))
          }}
        />
      )}
    </>
  )
}
