import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { CodedError } from '../../../core/errors/coded-error.ts'
import type { GeneralSignIn } from '../../../core/portal/general-sign-in.ts'
import { Button } from '../../components/button.tsx'
import { ErrorPanel } from '../../components/error-panel.tsx'
import { PasswordField } from '../../components/password-field.tsx'
import { useTexts } from '../../state/language.ts'
import { toCodedError } from '../../state/loaded.ts'
import { useServices } from '../../state/services.ts'
import { enter } from '../../state/session.ts'
import { generalTexts } from './general-texts.ts'

const closed = (lastDay: string | null) =>
  new CodedError('ERR_LOGIN_GENERAL_CLOSED', 'general sign-in has closed', { details: { day: lastDay ?? '' } })

/** 一般登入: account and password; once it is closed, what to use instead. */
export function GeneralPanel({ general }: { general: GeneralSignIn }): JSX.Element {
  const t = useTexts(generalTexts)
  const services = useServices()
  const [account, setAccount] = useState('')
  const [password, setPassword] = useState('')
  const [working, setWorking] = useState(false)
  const [error, setError] = useState<CodedError>()
  if (!general.open) return <ErrorPanel error={closed(general.lastDay)} />

  const signIn = async () => {
    setWorking(true)
    setError(undefined)
    void services.preloadPages()
    try {
      const { thumbprint: jkt } = await services.keys.obtain()
      enter(services, await services.call('POST /api/passwords/sign-in', { account, password, jkt }))
    } catch (cause) {
      setWorking(false)
      setPassword('')
      setError(toCodedError(cause))
    }
  }
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    if (!working) void signIn()
  }
  return (
    <form class="stack" onSubmit={submit} aria-busy={working}>
      {error && <ErrorPanel error={error} takeFocus />}
      <div class="text-field">
        <label for="account">{t.account}</label>
        <input
          type="text"
          id="account"
          name="account"
          value={account}
          required
          autocomplete="username"
          autocapitalize="none"
          spellcheck={false}
          onInput={(event) => setAccount(event.currentTarget.value)}
        />
      </div>
      <PasswordField
        id="password"
        label={t.password}
        value={password}
        autocomplete="current-password"
        onInput={setPassword}
      />
      <div class="stack sign-in-go">
        <Button kind="primary" large submit disabled={working}>
          {working ? t.working : t.signIn}
        </Button>
        <p class="quiet">{t.forgotten}</p>
      </div>
    </form>
  )
}
