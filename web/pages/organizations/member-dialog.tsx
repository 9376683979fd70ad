import type { ComponentChildren, JSX } from 'preact'
import { useRef, useState } from 'preact/hooks'
import { CodedError } from '../../../core/errors/coded-error.ts'
import { Button } from '../../components/button.tsx'
import { Dialog } from '../../components/dialog.tsx'
import { ErrorPanel } from '../../components/error-panel.tsx'
import { TextField } from '../../components/text-field.tsx'
import { useTexts } from '../../state/language.ts'
import { useChange } from '../../state/use-change.ts'
import { useFocusOnFault } from '../../state/use-focus-on-fault.ts'
import { memberProblemTexts, memberTexts } from './member-texts.ts'
import {
  type MemberField,
  type MemberProblems,
  type MemberValues,
  noMember,
  problemsOf,
  problemsOfRefusal,
  trimmedValues,
} from './member-values.ts'

export const allFields: readonly MemberField[] = ['idNumber', 'name', 'phone', 'email']
export const contactFields: readonly MemberField[] = ['phone', 'email']

/** How each field is typed: a number or a name is nobody's of this browser, so nothing is filled in by itself. */
const inputs = {
  idNumber: { required: true, maxLength: 20, autocapitalize: 'characters', spellcheck: false },
  name: { required: true, maxLength: 50 },
  phone: { type: 'tel', maxLength: 30 },
  email: { type: 'email', maxLength: 100 },
} as const

/** The form of a manager or a user, with what is wrong said beside each field. Stays open until `onSave` is done. */
export function MemberDialog({
  title,
  save,
  fields,
  values: first = noMember,
  onSave,
  onClose,
  children,
}: {
  title: string
  save: string
  fields: readonly MemberField[]
  values?: MemberValues
  onSave: (values: MemberValues) => Promise<void>
  onClose: () => void
  children?: ComponentChildren
}): JSX.Element {
  const t = useTexts(memberTexts)
  const problemText = useTexts(memberProblemTexts)
  const [values, setValues] = useState(first)
  const [problems, setProblems] = useState<MemberProblems>({})
  const { change, run } = useChange()
  const form = useRef<HTMLFormElement>(null)
  const working = change.state === 'working'

  useFocusOnFault(form, Object.keys(problems).length > 0 && problems)

  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    const found = problemsOf(values, fields)
    setProblems(found)
    if (Object.keys(found).length > 0) return
    void run(async () => {
      try {
        await onSave(trimmedValues(values))
      } catch (error) {
        if (error instanceof CodedError) setProblems(problemsOfRefusal(error))
        throw error
      }
    })
  }
  const refusal = change.state === 'failed' ? change.error : undefined
  const saidBeside = refusal !== undefined && Object.keys(problemsOfRefusal(refusal)).length > 0
  return (
    <Dialog title={title} onClose={() => working || onClose()}>
      {refusal && !saidBeside && <ErrorPanel error={refusal} takeFocus />}
      <form class="stack" noValidate autocomplete="off" onSubmit={submit} ref={form}>
        {children}
        {fields.map((field) => (
          <TextField
            key={field}
            {...inputs[field]}
            id={`member-${field}`}
            label={t[field]}
            hint={field === 'idNumber' ? t.idNumberHint : undefined}
            error={problems[field] && problemText[problems[field]]}
            autocomplete="off"
            autofocus={field === fields[0]}
            value={values[field]}
            onInput={(value) => setValues({ ...values, [field]: value })}
          />
        ))}
        <div class="row">
          <Button kind="primary" submit disabled={working}>
            {working ? t.working : save}
          </Button>
          <Button disabled={working} onClick={onClose}>
            {t.cancel}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
