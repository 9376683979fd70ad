import type { JSX } from 'preact'
import { useRef, useState } from 'preact/hooks'
import { taiwanDay } from '../../../core/portal/taiwan-day.ts'
import type { RouteAnswer } from '../../../core/protocol/routes.ts'
import { Button } from '../../components/button.tsx'
import { formatDay } from '../../components/date-time.tsx'
import { ErrorPanel } from '../../components/error-panel.tsx'
import { Select } from '../../components/select.tsx'
import { TextField } from '../../components/text-field.tsx'
import { useLanguage, useTexts } from '../../state/language.ts'
import { useServices } from '../../state/services.ts'
import { useChange } from '../../state/use-change.ts'
import { useFocusOnFault } from '../../state/use-focus-on-fault.ts'
import { useSignedInCall } from '../../state/use-signed-in-call.ts'
import { newPermissionTexts } from './vendors-texts.ts'

type List = RouteAnswer<'GET /api/organizations/vendors'>

/** Lets a vendor in from one day to another. The controls hold ISO days; the day of the Republic stands below. */
export function PermissionForm({
  vendors,
  onSaved,
}: {
  vendors: List['vendors']
  onSaved: (list: List, message: string) => void
}): JSX.Element {
  const t = useTexts(newPermissionTexts)
  const language = useLanguage()
  const { clock } = useServices()
  const call = useSignedInCall()
  const { change, run } = useChange()
  const [today] = useState(() => taiwanDay(new Date(clock.milliseconds())))
  const [vendorId, setVendorId] = useState(vendors[0]?.id ?? '')
  const [days, setDays] = useState({ from: today, until: '' })
  const [tried, setTried] = useState(0)
  const form = useRef<HTMLFormElement>(null)
  useFocusOnFault(form, tried)
  const { from, until } = days
  const errors = {
    from: from === '' ? t.fromEmpty : undefined,
    until: until === '' ? t.untilEmpty : until < from ? t.untilEarly : undefined,
  }
  const vendor = vendors.find(({ id }) => id === vendorId)
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    setTried(tried + 1)
    if (!vendor || errors.from !== undefined || errors.until !== undefined) return
    const said = t.done(vendor.name, formatDay(from, language), formatDay(until, language))
    void run(async () => onSaved(await call('POST /api/organizations/vendors', { vendorId, from, until }), said))
  }
  const field = (name: 'from' | 'until') => (
    <TextField
      id={`permission-${name}`}
      label={t[name]}
      type="date"
      required
      min={name === 'until' ? from : today}
      hint={days[name] === '' ? undefined : t.roc(formatDay(days[name], language))}
      error={tried > 0 ? errors[name] : undefined}
      value={days[name]}
      onInput={(value) => setDays({ ...days, [name]: value })}
    />
  )
  const working = change.state === 'working'
  return (
    <form class="box stack" noValidate aria-labelledby="new-permission" onSubmit={submit} ref={form}>
      <h2 id="new-permission">{t.title}</h2>
      <p>{vendors.length === 0 ? t.noVendors : t.lead}</p>
      {change.state === 'failed' && <ErrorPanel error={change.error} takeFocus />}
      {vendors.length > 0 && (
        <>
          <Select
            id="permission-vendor"
            label={t.vendor}
            options={vendors.map(({ id, name, businessNumber }) => ({
              value: id,
              label: `${name}（${businessNumber}）`,
            }))}
            value={vendorId}
            onChange={setVendorId}
          />
          <div class="field-columns">
            {field('from')}
            {field('until')}
          </div>
          <div class="row">
            <Button kind="primary" submit disabled={working}>
              {working ? t.working : t.save}
            </Button>
          </div>
        </>
      )}
    </form>
  )
}
