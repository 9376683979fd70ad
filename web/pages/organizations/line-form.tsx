import type { JSX } from 'preact'
import { useRef, useState } from 'preact/hooks'
import type { RouteAnswer } from '../../../core/protocol/routes.ts'
import { Button } from '../../components/button.tsx'
import { ErrorPanel } from '../../components/error-panel.tsx'
import { TextField } from '../../components/text-field.tsx'
import { useTexts } from '../../state/language.ts'
import { useChange } from '../../state/use-change.ts'
import { useFocusOnFault } from '../../state/use-focus-on-fault.ts'
import { useSignedInCall } from '../../state/use-signed-in-call.ts'
import { lineTexts } from './vendors-texts.ts'

type List = RouteAnswer<'GET /api/organizations/vendors'>

/** 醫事機構固接網路: which line it is. */
export function LineForm({
  line,
  onSaved,
}: {
  line: List['line']
  onSaved: (list: List, message: string) => void
}): JSX.Element {
  const t = useTexts(lineTexts)
  const call = useSignedInCall()
  const { change, run } = useChange()
  const [values, setValues] = useState(line ?? { circuit: '', provider: '' })
  const [tried, setTried] = useState(0)
  const form = useRef<HTMLFormElement>(null)
  useFocusOnFault(form, tried)
  const errors = {
    circuit: values.circuit.trim() === '' ? t.circuitEmpty : undefined,
    provider: values.provider.trim() === '' ? t.providerEmpty : undefined,
  }
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    setTried(tried + 1)
    if (errors.circuit !== undefined || errors.provider !== undefined) return
    void run(async () => onSaved(await call('PUT /api/organizations/line', values), t.saved))
  }
  const field = (name: 'circuit' | 'provider') => (
    <TextField
      id={`line-${name}`}
      label={t[name]}
      required
      maxLength={40}
      autocomplete="off"
      error={tried > 0 ? errors[name] : undefined}
      value={values[name]}
      onInput={(value) => setValues({ ...values, [name]: value })}
    />
  )
  const working = change.state === 'working'
  return (
    <form class="box stack" noValidate aria-labelledby="line" onSubmit={submit} ref={form}>
      <h2 id="line">{t.title}</h2>
      <p>{t.lead}</p>
      {change.state === 'failed' && <ErrorPanel error={change.error} takeFocus />}
      <div class="field-columns">
        {field('circuit')}
        {field('provider')}
      </div>
      <div class="row">
        <Button submit disabled={working}>
          {working ? t.working : t.save}
        </Button>
      </div>
    </form>
  )
}
