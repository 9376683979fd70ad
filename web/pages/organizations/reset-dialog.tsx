import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import type { OneTimePassword } from '../../../core/protocol/password-routes.ts'
import { Button } from '../../components/button.tsx'
import { CopyButton } from '../../components/copy-button.tsx'
import { DateTime } from '../../components/date-time.tsx'
import { Dialog } from '../../components/dialog.tsx'
import { ErrorPanel } from '../../components/error-panel.tsx'
import { useTexts } from '../../state/language.ts'
import { useChange } from '../../state/use-change.ts'
import './reset-dialog.css'

const texts = {
  title: (name: string) => ({ zhTW: `重設「${name}」的密碼`, en: `Reset ${name}’s password` }),
  loses: {
    zhTW: '原密碼會立即失效，以它開啟的登入會結束。系統會產生一次性密碼，請親自轉告本人；本人登入後須變更。',
    en: 'The present password stops working, and sessions that it opened end. You are shown a one-time password to tell the person, who has to change it at the sign-in.',
  },
  cancel: { zhTW: '取消', en: 'Cancel' },
  reset: { zhTW: '重設密碼', en: 'Reset the password' },
  working: { zhTW: '處理中…', en: 'One moment …' },
  password: { zhTW: '一次性密碼', en: 'One-time password' },
  once: {
    zhTW: '只顯示這一次，關閉後無法再看。請勿以電子郵件或通訊軟體傳送。',
    en: 'Shown this once: it cannot be seen again. Do not send it by mail or messenger.',
  },
  until: { zhTW: '可登入一次，期限至 ', en: 'It signs in once, until ' },
  copy: { zhTW: '複製', en: 'Copy' },
  noted: { zhTW: '已記下，關閉', en: 'Noted; close' },
} as const

/** Asks, resets, and shows the one-time password; it is gone with the dialog, which Esc then does not close. */
export function ResetDialog({
  name,
  onReset,
  onClose,
}: {
  name: string
  onReset: () => Promise<OneTimePassword>
  /** With true when the password was reset. */
  onClose: (done: boolean) => void
}): JSX.Element {
  const t = useTexts(texts)
  const { change, run } = useChange()
  const [told, setTold] = useState<OneTimePassword>()
  const working = change.state === 'working'
  const leave = () => {
    if (!working && !told) onClose(false)
  }
  return (
    <Dialog title={t.title(name)} onClose={leave}>
      {told ? (
        <>
          <p id="one-time-label">{t.password}</p>
          <p class="one-time-password" role="status" aria-labelledby="one-time-label one-time-password">
            <code id="one-time-password">{told.password}</code>
          </p>
          <div>
            <CopyButton label={t.copy} text={() => told.password} />
          </div>
          <p>
            {t.until}
            <DateTime iso={told.until} />
          </p>
          <p>{t.once}</p>
          <div class="row">
            <Button kind="primary" autofocus onClick={() => onClose(true)}>
              {t.noted}
            </Button>
          </div>
        </>
      ) : (
        <>
          <p>{t.loses}</p>
          {change.state === 'failed' && <ErrorPanel error={change.error} takeFocus />}
          <div class="row">
            <Button autofocus disabled={working} onClick={leave}>
              {t.cancel}
            </Button>
            <Button kind="danger" disabled={working} onClick={() => void run(async () => setTold(await onReset()))}>
              {working ? t.working : t.reset}
            </Button>
          </div>
        </>
      )}
    </Dialog>
  )
}
