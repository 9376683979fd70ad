import type { JSX } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import { CodedError, isCoded } from '../../../core/errors/coded-error.ts'
import { isIdNumber } from '../../../core/portal/id-number.ts'
import { Button } from '../../components/button.tsx'
import { ErrorPanel } from '../../components/error-panel.tsx'
import { Notice } from '../../components/notice.tsx'
import { TextField } from '../../components/text-field.tsx'
import { useTexts } from '../../state/language.ts'
import { toCodedError } from '../../state/loaded.ts'
import { useServices } from '../../state/services.ts'
import { CodeField, codeFieldId, plainDigits } from './code-field.tsx'
import type { PanelProps } from './panel-props.ts'
import { supportSignInTexts } from './support-sign-in-texts.ts'
import { useCountdown } from './use-countdown.ts'

const fields = { idNumber: 'id-number', phone: 'mobile' } as const
const plain = (text: string) => text.normalize('NFKC').replaceAll(/[\s-]/g, '').toUpperCase()

/** A code that was sent. */
interface Sent {
  readonly seconds: number
  /** Tells one message from the next. */
  readonly number: number
}

/** 健保卡登入(無插卡): ID number and mobile number, then the code; after it the browser goes to the verification service. */
export function PhonePanel({ onDone }: PanelProps): JSX.Element {
  const t = useTexts(supportSignInTexts)
  const services = useServices()
  const [typed, setTyped] = useState({ idNumber: '', phone: '' })
  const [faults, setFaults] = useState<Partial<typeof typed>>({})
  const [error, setError] = useState<CodedError>()
  const [working, setWorking] = useState(false)
  const [sent, setSent] = useState<Sent>()
  useEffect(() => onDone(sent ? 25 : 0), [sent, onDone])

  const send = async () => {
    const [idNumber, phone] = [plain(typed.idNumber), plain(typed.phone)]
    const found = {
      ...(!isIdNumber(idNumber) && { idNumber: t.wrongIdNumber }),
      ...(!/^09\d{8}$/.test(phone) && { phone: t.wrongPhone }),
    }
    setFaults(found)
    const wrong = (['idNumber', 'phone'] as const).find((field) => found[field] !== undefined)
    if (wrong) return document.getElementById(fields[wrong])?.focus()
    setWorking(true)
    setError(undefined)
    try {
      const { thumbprint: jkt } = await services.keys.obtain()
      const { seconds } = await services.call('POST /api/support-sign-in/phone', { idNumber, phone, jkt })
      setSent((before) => ({ seconds, number: (before?.number ?? 0) + 1 }))
    } catch (cause) {
      setError(toCodedError(cause))
    } finally {
      setWorking(false)
    }
  }
  if (sent) {
    return <CodeForm key={sent.number} sent={sent} onDone={onDone} onAnew={() => setSent(undefined)} />
  }
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    if (!working) void send()
  }
  const type = (field: keyof typeof typed) => (value: string) => setTyped((before) => ({ ...before, [field]: value }))
  return (
    <form class="stack" onSubmit={submit} aria-busy={working} noValidate>
      {error && <ErrorPanel error={error} takeFocus remedies={{ retry: { run: () => void send() } }} />}
      <TextField
        id={fields.idNumber}
        label={t.idNumber}
        hint={t.idNumberHint}
        error={faults.idNumber}
        value={typed.idNumber}
        required
        autocomplete="off"
        autocapitalize="characters"
        spellcheck={false}
        maxLength={20}
        onInput={type('idNumber')}
      />
      <TextField
        id={fields.phone}
        label={t.phone}
        hint={t.phoneHint}
        error={faults.phone}
        value={typed.phone}
        type="tel"
        required
        autocomplete="tel"
        maxLength={20}
        onInput={type('phone')}
      />
      <Button kind="primary" large submit disabled={working}>
        {working ? t.sending : t.send}
      </Button>
    </form>
  )
}

function CodeForm({
  sent,
  onDone,
  onAnew,
}: Pick<PanelProps, 'onDone'> & { sent: Sent; onAnew: () => void }): JSX.Element {
  const t = useTexts(supportSignInTexts)
  const { call, goElsewhere } = useServices()
  const [code, setCode] = useState('')
  const [fault, setFault] = useState<string>()
  const [error, setError] = useState<CodedError>()
  const [working, setWorking] = useState(false)
  const left = useCountdown(sent.seconds, sent.number)
  const form = useRef<HTMLFormElement>(null)
  const isOver = left === 0 || isCoded(error, 'ERR_LOGIN_CODE_OVER')
  useEffect(() => document.getElementById(codeFieldId)?.focus(), [])
  useEffect(() => {
    if (left === 0 && !working) {
      setError((now) => now ?? new CodedError('ERR_LOGIN_CODE_OVER', 'the time of the code is over'))
    }
  }, [left, working])

  const enter = async () => {
    const digits = plainDigits(code)
    const wrong = /^\d{6}$/.test(digits) ? undefined : t.wrongCode
    setFault(wrong)
    if (wrong !== undefined) return document.getElementById(codeFieldId)?.focus()
    setWorking(true)
    setError(undefined)
    try {
      const { address } = await call('POST /api/support-sign-in/phone/code', { code: digits })
      onDone(50)
      goElsewhere(address)
    } catch (cause) {
      setWorking(false)
      setCode('')
      setError(toCodedError(cause))
    }
  }
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    if (!working && !isOver) void enter()
  }
  return (
    <form class="stack" onSubmit={submit} aria-busy={working} ref={form} noValidate>
      {error && <ErrorPanel error={error} takeFocus />}
      {!error && (
        <Notice live>
          <p>{t.codeSent}</p>
        </Notice>
      )}
      <CodeField left={left} value={code} error={fault} onInput={setCode} />
      <div class="row">
        <Button kind={isOver ? 'secondary' : 'primary'} large submit disabled={working || isOver}>
          {working ? t.sending : t.confirm}
        </Button>
        {isOver && (
          <Button kind="primary" large onClick={onAnew}>
            {t.noCode}
          </Button>
        )}
        <Button large onClick={onAnew}>
          {t.home}
        </Button>
      </div>
    </form>
  )
}
