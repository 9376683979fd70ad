import type { JSX } from 'preact'
import { useRef, useState } from 'preact/hooks'
import { CodedError } from '../../../core/errors/coded-error.ts'
import { say } from '../../../core/i18n/text.ts'
import { applicationObstacles } from '../../../core/portal/sam-applications.ts'
import { taiwanDay } from '../../../core/portal/taiwan-day.ts'
import type { RouteAnswer } from '../../../core/protocol/routes.ts'
import { Button } from '../../components/button.tsx'
import { Day, formatDay } from '../../components/date-time.tsx'
import { ErrorPanel } from '../../components/error-panel.tsx'
import { Facts } from '../../components/facts.tsx'
import { Notice } from '../../components/notice.tsx'
import { TextField } from '../../components/text-field.tsx'
import { useLanguage, useTexts } from '../../state/language.ts'
import { useServices } from '../../state/services.ts'
import { useChange } from '../../state/use-change.ts'
import { useFocusOnFault } from '../../state/use-focus-on-fault.ts'
import { useSignedInCall } from '../../state/use-signed-in-call.ts'
import {
  type ContactField,
  type ContactProblems,
  noContact,
  problemsOfContact,
  problemsOfRefusal,
  trimmedContact,
} from './contact-values.ts'
import { contactProblemTexts, detailTexts, formTexts, samTexts } from './sam-texts.ts'

type List = RouteAnswer<'GET /api/sam/applications'>

const inputs = {
  name: { required: true, maxLength: 50 },
  phone: { required: true, type: 'tel', maxLength: 30 },
  mobile: { type: 'tel', maxLength: 12 },
  email: { required: true, type: 'email', maxLength: 100 },
} as const satisfies Record<ContactField, object>
const fields: readonly ContactField[] = ['name', 'phone', 'mobile', 'email']

/** 新增: who is asked about the application. The institution is the one on the card, and the day is today. */
export function ApplicationForm({
  list,
  onFiled,
  onCancel,
}: {
  list: List
  onFiled: (message: string) => void
  onCancel: () => void
}): JSX.Element {
  const t = useTexts(formTexts)
  const d = useTexts(detailTexts)
  const s = useTexts(samTexts)
  const problemText = useTexts(contactProblemTexts)
  const language = useLanguage()
  const { clock, moduleKeys } = useServices()
  const call = useSignedInCall()
  const { change, run } = useChange()
  const [values, setValues] = useState(noContact)
  const [problems, setProblems] = useState<ContactProblems>({})
  const form = useRef<HTMLFormElement>(null)
  const hasProblems = Object.keys(problems).length > 0
  useFocusOnFault(form, hasProblems && problems)

  const { institution, obstacle, applications } = list
  if (obstacle !== null) {
    return (
      <Notice tone="warning">
        <p data-obstacle={obstacle}>{say(applicationObstacles[obstacle], language)}</p>
      </Notice>
    )
  }
  const renewed = applications.find(({ state }) => state === 'ready')?.module
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    const found = problemsOfContact(values)
    setProblems(found)
    if (Object.keys(found).length > 0) return
    void run(async () => {
      try {
        const pageKey = await moduleKeys.make()
        const { number } = await call('POST /api/sam/applications', { contact: trimmedContact(values), pageKey })
        onFiled(t.filed(number))
      } catch (error) {
        if (error instanceof CodedError) setProblems(problemsOfRefusal(error))
        throw error
      }
    })
  }
  const working = change.state === 'working'
  return (
    <form class="box stack" noValidate autocomplete="off" aria-label={s.add} onSubmit={submit} ref={form}>
      <p>{t.lead(institution.name, institution.code)}</p>
      {renewed && <p>{t.renewal(formatDay(taiwanDay(new Date(renewed.ends)), language))}</p>}
      <Notice>
        <p>{t.browser}</p>
      </Notice>
      <Facts
        facts={[
          [t.number, t.numberLater],
          [t.day, <Day key="day" iso={taiwanDay(new Date(clock.milliseconds()))} />],
          [d.institutionCode, institution.code],
          [d.institutionName, institution.name],
        ]}
      />
      {change.state === 'failed' && !hasProblems && <ErrorPanel error={change.error} takeFocus />}
      <div class="sam-fields">
        {fields.map((field) => (
          <TextField
            key={field}
            {...inputs[field]}
            id={`contact-${field}`}
            label={d[field]}
            hint={field === 'mobile' ? t.mobileHint : undefined}
            error={problems[field] && problemText[problems[field]]}
            autocomplete="off"
            value={values[field]}
            onInput={(value) => setValues({ ...values, [field]: value })}
          />
        ))}
      </div>
      <div class="row">
        <Button kind="primary" submit disabled={working}>
          {working ? s.working : t.send}
        </Button>
        <Button disabled={working} onClick={onCancel}>
          {t.cancel}
        </Button>
      </div>
    </form>
  )
}
