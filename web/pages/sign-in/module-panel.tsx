import type { ComponentChildren, JSX } from 'preact'
import type { ReaderKind } from '../../../core/cards/card-types.ts'
import { Button } from '../../components/button.tsx'
import { PasswordField } from '../../components/password-field.tsx'
import { useTexts } from '../../state/language.ts'

const texts = {
  password: { zhTW: '登入密碼', en: 'Password' },
  passwordHint: {
    zhTW: '持卡人本人在本系統的密碼，不是健保卡的密碼，也不是 PIN 碼。',
    en: 'The holder’s own for this system: neither a password nor a PIN of the card.',
  },
  signIn: { zhTW: '登入', en: 'Sign in' },
  after: {
    zhTW: '按下登入後，請在讀卡元件的視窗確認；密碼只送到本系統，不經過讀卡元件。',
    en: 'After you press it, confirm in the component’s window. The password goes to this system alone, not through the component.',
  },
  forgotten: {
    zhTW: '忘記密碼時，使用者請洽機構管理者、管理者請洽機構代表重設。',
    en: 'If it is forgotten: a manager resets a user’s password, the representative a manager’s.',
  },
  cloud: {
    zhTW: '這台電腦須已匯入貴機構的雲端安全模組檔（.SAM）。尚未申請時，請機構代表以醫事機構卡登入，於「雲端安全模組申請、下載」申請。',
    en: 'This computer needs your institution’s cloud security module (.SAM) imported. To apply for one, the representative signs in with the institution’s card: “Cloud security module”.',
  },
  openModules: { zhTW: '匯入雲端安全模組', en: 'Import a cloud security module' },
}

/** For a card without a key: beside the reader's or the computer's security module, its holder's password. */
export function ModulePanel({
  reader,
  password,
  quiet,
  children,
  onPassword,
  onSignIn,
  onModules,
}: {
  reader: ReaderKind
  password: string
  /** There is a more urgent button elsewhere on the screen. */
  quiet: boolean
  /** The choice of reader. */
  children: ComponentChildren
  onPassword: (password: string) => void
  onSignIn: () => void
  /** Opens the extension's page of cloud modules. */
  onModules: () => void
}): JSX.Element {
  const t = useTexts(texts)
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    onSignIn()
  }
  return (
    <form class="stack" onSubmit={submit}>
      {children}
      {reader === 'ccid' && (
        <div class="stack" data-module="cloud">
          <p class="quiet">{t.cloud}</p>
          <div class="row">
            <Button onClick={onModules}>{t.openModules}</Button>
          </div>
        </div>
      )}
      <PasswordField
        id="password"
        label={t.password}
        hint={t.passwordHint}
        value={password}
        autocomplete="current-password"
        onInput={onPassword}
      />
      <div class="stack sign-in-go">
        <Button kind={quiet ? 'secondary' : 'primary'} large submit>
          {t.signIn}
        </Button>
        <p class="quiet">{t.after}</p>
        <p class="quiet">{t.forgotten}</p>
      </div>
    </form>
  )
}
