import type { JSX } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { rowOfError } from '../../../core/check/error-rows.ts'
import { Button } from '../../components/button.tsx'
import { ErrorPanel } from '../../components/error-panel.tsx'
import { ExtensionProblem } from '../../components/extension-problem.tsx'
import { Link } from '../../components/link.tsx'
import { Notice } from '../../components/notice.tsx'
import { PasswordField } from '../../components/password-field.tsx'
import { useLanguage, useTexts } from '../../state/language.ts'
import { Progress } from '../sign-in/progress.tsx'
import { signInTexts } from '../sign-in/sign-in-texts.ts'
import { useSignIn } from '../sign-in/use-sign-in.ts'
import type { PanelProps } from './panel-props.ts'
import { signInByShownCard } from './show-card.ts'
import { supportSignInTexts } from './support-sign-in-texts.ts'

/** 健保卡登入(插卡): the NHI card in a chip-card reader, and its holder's 健保卡網路服務密碼. */
export function NhiCardPanel({ portal, onDone }: PanelProps): JSX.Element {
  const t = useTexts(supportSignInTexts)
  const own = useTexts(signInTexts)
  const language = useLanguage()
  const { extension, attempt, start, cancel, dismiss, openPage } = useSignIn(signInByShownCard)
  const [password, setPassword] = useState('')
  useEffect(() => onDone(attempt.name === 'working' ? 50 : 0), [attempt.name, onDone])
  const code = attempt.name === 'failed' ? attempt.error.code : undefined
  useEffect(() => {
    if (code?.startsWith('ERR_LOGIN_PASSWORD_')) setPassword('')
  }, [code])

  if (attempt.name === 'working') return <Progress step={attempt.step} hasPin={false} onCancel={cancel} />
  if (extension.name !== 'ready' && extension.name !== 'checking') {
    return (
      <>
        <p>{t.needsExtension}</p>
        <ExtensionProblem problem={extension} portal={portal} />
      </>
    )
  }
  const signIn = () => start({ cardType: 'nhi', reader: 'ccid', language, password })
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    signIn()
  }
  const row = attempt.name === 'failed' ? rowOfError(attempt.error.code) : undefined
  return (
    <>
      {attempt.name === 'failed' && (
        <ErrorPanel
          error={attempt.error}
          takeFocus
          remedies={{
            retry: { label: own.signInAgain, run: password === '' ? dismiss : signIn },
            'pair-reader': { run: () => openPage({ page: 'pairing' }) },
            'open-check': { run: () => openPage({ page: 'check', ...(row && { row }) }) },
          }}
          others={row ? ['open-check'] : []}
        />
      )}
      {code?.startsWith('ERR_LOGIN_PASSWORD_') && (
        <Notice>
          <p>{t.resetHere}</p>
        </Notice>
      )}
      <form class="stack" onSubmit={submit}>
        <PasswordField
          id="password"
          label={t.password}
          hint={t.passwordHint}
          value={password}
          autocomplete="current-password"
          onInput={setPassword}
        />
        <Button kind="primary" large submit>
          {own.signIn}
        </Button>
        <p class="quiet">{t.cardHint}</p>
        <p>
          <Link to="/registration">{t.register}</Link>
        </p>
      </form>
    </>
  )
}
