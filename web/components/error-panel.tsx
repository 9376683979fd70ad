import type { JSX } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import type { CodedError } from '../../core/errors/coded-error.ts'
import { errorAction, type ErrorAction } from '../../core/errors/error-codes.ts'
import type { Text } from '../../core/i18n/text.ts'
import { RequestError } from '../api/request-error.ts'
import { useTexts } from '../state/language.ts'
import { Button, ButtonLink } from './button.tsx'
import { CopyButton } from './copy-button.tsx'
import { Link } from './link.tsx'
import { useServices } from '../state/services.ts'
import { useErrorSentences } from './use-error-sentences.ts'
import { Icon } from './icon.tsx'
import './error-panel.css'

/** What a screen can do about an error: something to run, or a page elsewhere to open. */
export type Remedy =
  { readonly label?: string; readonly run: () => void } | { readonly label?: string; readonly href: string }

/** What this screen can do, by what an error's row may ask for. */
export type Remedies = { readonly [A in ErrorAction]?: Remedy | undefined }

const texts = {
  code: { zhTW: '錯誤代碼', en: 'Error code' },
  requestId: { zhTW: '請求編號', en: 'Request' },
  questions: { zhTW: '常見問答', en: 'Questions and answers' },
  copy: { zhTW: '複製給客服', en: 'Copy for the helpdesk' },
}

const actionTexts = {
  retry: { zhTW: '再試一次', en: 'Try again' },
  reload: { zhTW: '重新載入', en: 'Reload' },
  'download-extension': { zhTW: '下載元件', en: 'Get the component' },
  'pair-reader': { zhTW: '選擇讀卡機', en: 'Choose reader' },
  'open-check': { zhTW: '開啟設定檢測', en: 'Open the settings check' },
  'choose-other-reader': { zhTW: '改用另一種讀卡機', en: 'Use the other kind of reader' },
  'open-card-centre': { zhTW: '前往發卡中心網站', en: 'Go to the issuing centre’s website' },
  'open-modules': { zhTW: '雲端安全模組', en: 'Cloud security modules' },
  'authenticate-sam': { zhTW: '認證安全模組', en: 'Authenticate the module' },
  'change-password': { zhTW: '變更密碼', en: 'Change the password' },
  confirm: { zhTW: '以卡片確認', en: 'Confirm with the card' },
} satisfies Record<ErrorAction, Text>

/**
 * An error as a person meets it: what happened, why, what to do, and the button that does it where this screen can.
 * `remedies` are what the screen can do; the first one that the error's row asks for becomes the button.
 * With `takeFocus` (for an answer to what the person just did) the heading gets the focus, otherwise it is an alert.
 */
export function ErrorPanel({
  error,
  remedies = {},
  others = [],
  takeFocus = false,
}: {
  error: CodedError
  remedies?: Remedies
  /** Further ways out, less prominent. */
  others?: readonly ErrorAction[]
  takeFocus?: boolean
}): JSX.Element {
  const t = useTexts(texts)
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    if (takeFocus) heading.current?.focus()
  }, [error, takeFocus])

  const sentences = useErrorSentences(error)
  const { site } = useServices().router
  const requestId = error instanceof RequestError ? error.requestId : undefined
  const action = errorAction(error.code)
  const buttons = [...new Set([...(action ? [action] : []), ...others])].filter((action) => remedies[action])
  return (
    <section
      class="error-panel stack"
      data-code={error.code}
      role={takeFocus ? 'group' : 'alert'}
      aria-labelledby="error-heading"
    >
      <h2 class="error-heading" id="error-heading" tabIndex={-1} ref={heading}>
        <Icon name="danger" />
        {sentences.heading}
      </h2>
      <p>{sentences.cause}</p>
      <p class="error-remedy">{sentences.remedy}</p>
      {buttons.length > 0 && (
        <div class="row">
          {buttons.map((action, at) => (
            <RemedyButton key={action} action={action} remedy={remedies[action]} primary={at === 0} />
          ))}
        </div>
      )}
      <div class="error-reference">
        <span>
          {t.code} <code>{error.code}</code>
        </span>
        {requestId !== undefined && (
          <span>
            {t.requestId} <code>{requestId}</code>
          </span>
        )}
        {sentences.question !== undefined && site === 'portal' && (
          <Link to="/guide" query="?tab=questions" hash={`#${sentences.question}`}>
            {t.questions}
          </Link>
        )}
        <CopyButton label={t.copy} text={() => report(error, requestId, sentences.heading)} />
      </div>
    </section>
  )
}

function RemedyButton({
  action,
  remedy,
  primary,
}: {
  action: ErrorAction
  remedy: Remedy | undefined
  primary: boolean
}): JSX.Element | null {
  const t = useTexts(actionTexts)
  if (!remedy) return null
  const label = remedy.label ?? t[action]
  const kind = primary ? 'primary' : 'secondary'
  return 'href' in remedy ? (
    <ButtonLink kind={kind} href={remedy.href}>
      {label}
    </ButtonLink>
  ) : (
    <Button kind={kind} onClick={remedy.run}>
      {label}
    </Button>
  )
}

/** What the helpdesk asks for. Codes, times and versions only: nothing of the person or the card. */
function report(error: CodedError, requestId: string | undefined, heading: string): string {
  return [
    heading,
    `code: ${error.code}`,
    ...(requestId === undefined ? [] : [`request: ${requestId}`]),
    `time: ${new Date().toISOString()}`,
    `page: ${location.origin}${location.pathname}`,
    `browser: ${navigator.userAgent}`,
  ].join('\n')
}
