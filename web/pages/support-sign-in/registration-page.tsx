import type { JSX } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import { parseRocDate } from '../../../core/cards/roc-date.ts'
import { CodedError, isCoded } from '../../../core/errors/coded-error.ts'
import { say } from '../../../core/i18n/text.ts'
import { passwordKinds } from '../../../core/portal/password-kinds.ts'
import { passwordFault, passwordFaults } from '../../../core/portal/password-rules.ts'
import { Button } from '../../components/button.tsx'
import { ErrorPanel } from '../../components/error-panel.tsx'
import { ExtensionProblem } from '../../components/extension-problem.tsx'
import { Link } from '../../components/link.tsx'
import { Notice } from '../../components/notice.tsx'
import { PageMain } from '../../components/page-main.tsx'
import { PasswordField } from '../../components/password-field.tsx'
import { TextField } from '../../components/text-field.tsx'
import { useLanguage, useTexts } from '../../state/language.ts'
import { toCodedError } from '../../state/loaded.ts'
import { useServices } from '../../state/services.ts'
import { useExtension } from '../../state/use-extension.ts'
import { useStore } from '../../state/use-store.ts'
import { faultTexts, passwordTexts } from '../passwords/passwords-texts.ts'
import { Progress } from '../sign-in/progress.tsx'
import type { Step } from '../sign-in/sign-in.ts'
import { CodeField, codeFieldId, plainDigits } from './code-field.tsx'
import { showNhiCard } from './show-card.ts'
import { supportSignInTexts } from './support-sign-in-texts.ts'
import { useCountdown } from './use-countdown.ts'

type Stage = { readonly name: 'card' } | { readonly name: 'code'; readonly seconds: number } | { readonly name: 'done' }

/** 首次註冊 and 重設密碼 of 健保卡網路服務密碼: the card in the reader and the birth date, then a code and the password. */
export function RegistrationPage(): JSX.Element {
  const t = useTexts(supportSignInTexts)
  const [stage, setStage] = useState<Stage>({ name: 'card' })
  return (
    <PageMain page="registration" state="ready" title={t.registration}>
      <div class="box stack" data-stage={stage.name}>
        {stage.name === 'card' && <CardForm onSent={(seconds) => setStage({ name: 'code', seconds })} />}
        {stage.name === 'code' && (
          <PasswordForm
            seconds={stage.seconds}
            onAnew={() => setStage({ name: 'card' })}
            onSet={() => setStage({ name: 'done' })}
          />
        )}
        {stage.name === 'done' && (
          <Notice tone="ok" live>
            <p>{t.registered}</p>
          </Notice>
        )}
        <p>
          <Link to="/">{t.home}</Link>
        </p>
      </div>
    </PageMain>
  )
}

function CardForm({ onSent }: { onSent: (seconds: number) => void }): JSX.Element {
  const t = useTexts(supportSignInTexts)
  const language = useLanguage()
  const services = useServices()
  const portal = useStore(services.portal)
  const { extension, noteProblem } = useExtension()
  const [birthDate, setBirthDate] = useState('')
  const [fault, setFault] = useState<string>()
  const [error, setError] = useState<CodedError>()
  const [step, setStep] = useState<Step>()
  const running = useRef<AbortController | undefined>(undefined)
  useEffect(() => () => running.current?.abort(), [])

  const read = async () => {
    const digits = plainDigits(birthDate)
    const wrong = parseRocDate(digits) === undefined ? t.wrongBirthDate : undefined
    setFault(wrong)
    if (wrong !== undefined) return document.getElementById('birth-date')?.focus()
    const controller = (running.current = new AbortController())
    setError(undefined)
    try {
      const assertion = await showNhiCard(services, language, { onStep: setStep, signal: controller.signal })
      setStep('verifying')
      const body = { assertion, birthDate: digits }
      onSent((await services.call('POST /api/support-sign-in/password', body)).seconds)
    } catch (cause) {
      const coded = controller.signal.aborted ? new CodedError('ERR_PIN_CANCELLED', 'cancelled') : toCodedError(cause)
      setStep(undefined)
      if (!noteProblem(coded)) setError(coded)
    }
  }
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    void read()
  }
  if (step !== undefined) {
    return <Progress step={step} hasPin={false} onCancel={() => running.current?.abort()} />
  }
  if (extension.name !== 'ready' && extension.name !== 'checking' && portal.state === 'ready') {
    return <ExtensionProblem problem={extension} portal={portal.value} />
  }
  return (
    <form class="stack" onSubmit={submit} noValidate>
      {error && <ErrorPanel error={error} takeFocus remedies={{ retry: { run: () => void read() } }} />}
      <p>{t.registrationLead}</p>
      <TextField
        id="birth-date"
        label={t.birthDate}
        hint={t.birthDateHint}
        error={fault}
        value={birthDate}
        required
        inputMode="numeric"
        autocomplete="off"
        maxLength={14}
        onInput={setBirthDate}
      />
      <Button kind="primary" large submit>
        {t.readCard}
      </Button>
    </form>
  )
}

function PasswordForm({
  seconds,
  onAnew,
  onSet,
}: {
  seconds: number
  onAnew: () => void
  onSet: () => void
}): JSX.Element {
  const t = useTexts(supportSignInTexts)
  const own = useTexts(passwordTexts)
  const language = useLanguage()
  const { call } = useServices()
  const [typed, setTyped] = useState({ code: '', next: '', repeat: '' })
  const [faults, setFaults] = useState<Partial<typeof typed>>({})
  const [error, setError] = useState<CodedError>()
  const [working, setWorking] = useState(false)
  const left = useCountdown(seconds, seconds)
  const { minimumLength } = passwordKinds['nhi-service']
  const isOver = left === 0 || isCoded(error, 'ERR_LOGIN_CODE_OVER')
  const ids = { code: codeFieldId, next: 'new-password', repeat: 'repeat-password' } as const
  useEffect(() => document.getElementById(codeFieldId)?.focus(), [])
  useEffect(() => {
    if (left === 0) setError((now) => now ?? new CodedError('ERR_LOGIN_CODE_OVER', 'the time of the code is over'))
  }, [left])

  const refuse = (found: Partial<typeof typed>) => {
    setFaults(found)
    const first = (['code', 'next', 'repeat'] as const).find((field) => found[field] !== undefined)
    if (first) document.getElementById(ids[first])?.focus()
    return first !== undefined
  }
  const send = async () => {
    const code = plainDigits(typed.code)
    const weak = passwordFault(typed.next, 'nhi-service', {})
    const found = {
      ...(!/^\d{6}$/.test(code) && { code: t.wrongCode }),
      ...(weak && { next: say(faultTexts[weak](minimumLength), language) }),
      ...(typed.next !== typed.repeat && { repeat: own.differs }),
    }
    if (refuse(found)) return
    setWorking(true)
    setError(undefined)
    try {
      await call('POST /api/support-sign-in/password/code', { code, password: typed.next })
      onSet()
    } catch (cause) {
      setWorking(false)
      const coded = toCodedError(cause)
      const reason = passwordFaults.find((one) => one === coded.details?.['reason'])
      if (reason) refuse({ next: say(faultTexts[reason](minimumLength), language) })
      else setError(coded)
    }
  }
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    if (!working && !isOver) void send()
  }
  const type = (field: keyof typeof typed) => (value: string) => setTyped((before) => ({ ...before, [field]: value }))
  return (
    <form class="stack" onSubmit={submit} aria-busy={working} noValidate>
      {error ? (
        <ErrorPanel error={error} takeFocus />
      ) : (
        <Notice live>
          <p>{t.registrationSent}</p>
        </Notice>
      )}
      <CodeField left={left} value={typed.code} error={faults.code} onInput={type('code')} />
      <PasswordField
        id={ids.next}
        label={own.next}
        hint={own.rules(minimumLength)}
        error={faults.next}
        value={typed.next}
        autocomplete="new-password"
        onInput={type('next')}
      />
      <PasswordField
        id={ids.repeat}
        label={own.repeat}
        error={faults.repeat}
        value={typed.repeat}
        autocomplete="new-password"
        onInput={type('repeat')}
      />
      <div class="row">
        <Button kind={isOver ? 'secondary' : 'primary'} large submit disabled={working || isOver}>
          {working ? t.sending : t.setPassword}
        </Button>
        <Button kind={isOver ? 'primary' : 'secondary'} large onClick={onAnew}>
          {t.noCode}
        </Button>
      </div>
    </form>
  )
}
