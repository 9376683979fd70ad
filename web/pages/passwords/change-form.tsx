import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import type { CodedError } from '../../../core/errors/coded-error.ts'
import { say } from '../../../core/i18n/text.ts'
import { type PasswordKind, passwordKinds } from '../../../core/portal/password-kinds.ts'
import { type PasswordFault, passwordFault, passwordFaults } from '../../../core/portal/password-rules.ts'
import type { SessionView } from '../../../core/protocol/session.ts'
import { Button } from '../../components/button.tsx'
import { ErrorPanel } from '../../components/error-panel.tsx'
import { PasswordField } from '../../components/password-field.tsx'
import { useLanguage, useTexts } from '../../state/language.ts'
import { toCodedError } from '../../state/loaded.ts'
import { useServices } from '../../state/services.ts'
import { askSession, isSignedOut } from '../../state/session.ts'
import { faultTexts, passwordTexts } from './passwords-texts.ts'

const fields = { current: 'current-password', next: 'new-password', repeat: 'repeat-password' } as const
type Field = keyof typeof fields

/** What is wrong, and beside which field; or something else altogether. */
type Fault = { readonly [F in Field]?: string } & { readonly error?: CodedError }

const isPasswordFault = (reason: unknown): reason is PasswordFault => passwordFaults.some((fault) => fault === reason)

/** Looks at the new password before it is sent, as far as the page knows the person; the server knows the rest. */
export function ChangeForm({
  kind,
  view,
  onChanged,
  onLater,
}: {
  kind: PasswordKind
  view: SessionView
  onChanged: (view: SessionView) => void
  onLater: (() => void) | undefined
}): JSX.Element {
  const t = useTexts(passwordTexts)
  const language = useLanguage()
  const services = useServices()
  const [typed, setTyped] = useState({ current: '', next: '', repeat: '' })
  const [fault, setFault] = useState<Fault>({})
  const [working, setWorking] = useState(false)
  const { minimumLength } = passwordKinds[kind]
  const faultText = (found: PasswordFault) => say(faultTexts[found](minimumLength), language)

  /** Says what is wrong and puts the focus where it can be put right. */
  const refuse = (found: Fault) => {
    setFault(found)
    const field = (['current', 'next', 'repeat'] as const).find((one) => found[one] !== undefined)
    if (field) document.getElementById(fields[field])?.focus()
  }

  const lookAt = (): Fault | undefined => {
    const institutions = view.choices.map(({ code }) => code)
    const found = passwordFault(typed.next, kind, { name: view.personName, institutions })
    if (found) return { next: faultText(found) }
    return typed.next === typed.repeat ? undefined : { repeat: t.differs }
  }

  const explain = (error: CodedError): Fault => {
    const reason = error.details?.['reason']
    if (error.code === 'ERR_LOGIN_PASSWORD_WRONG') return { current: t.wrong }
    if (error.code === 'ERR_REQUEST_PASSWORD_REFUSED' && isPasswordFault(reason)) return { next: faultText(reason) }
    return { error }
  }

  const send = async () => {
    const found = lookAt()
    if (found) {
      refuse(found)
      return
    }
    setWorking(true)
    setFault({})
    const { current, next: password } = typed
    try {
      const changed = await services.call('POST /api/passwords/change', { current, password })
      onChanged(changed)
    } catch (error) {
      setWorking(false)
      if (isSignedOut(error)) await askSession(services).catch(() => {})
      refuse(explain(toCodedError(error)))
    }
  }

  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    if (!working) void send()
  }
  const type = (field: Field) => (value: string) => setTyped((before) => ({ ...before, [field]: value }))
  return (
    <form class="box stack passwords-form" onSubmit={submit} aria-busy={working}>
      {fault.error && <ErrorPanel error={fault.error} takeFocus remedies={{ reload: { run: services.reload } }} />}
      <PasswordField
        id={fields.current}
        label={t.current}
        error={fault.current}
        value={typed.current}
        autocomplete="current-password"
        onInput={type('current')}
      />
      <PasswordField
        id={fields.next}
        label={t.next}
        hint={t.rules(minimumLength)}
        error={fault.next}
        value={typed.next}
        autocomplete="new-password"
        onInput={type('next')}
      />
      <PasswordField
        id={fields.repeat}
        label={t.repeat}
        error={fault.repeat}
        value={typed.repeat}
        autocomplete="new-password"
        onInput={type('repeat')}
      />
      <div class="row">
        <Button kind="primary" large submit disabled={working}>
          {working ? t.working : t.change}
        </Button>
        {onLater && (
          <Button large onClick={onLater}>
            {t.later}
          </Button>
        )}
      </div>
    </form>
  )
}
