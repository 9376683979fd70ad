import type { ComponentChildren } from 'preact'
import { useEffect } from 'preact/hooks'
import { say, translate, type Language, type Text } from '../../core/i18n/text.ts'
import type { PopupRequest, PopupState } from '../../core/protocol/popup.ts'
import { ErrorNotice } from '../components/error-notice.tsx'
import { sharedTexts } from '../components/texts.ts'
import { PopupFrame } from './popup-frame.tsx'
import { ReaderSection } from './reader-section.tsx'
import { SignInSection } from './sign-in-section.tsx'
import { texts } from './texts.ts'
import '../components/button.css'
import '../components/notice.css'
import './popup.css'

export interface PopupLink {
  readonly label: Text
  readonly open: () => void
}

/** What the toolbar icon opens: one section below the other, each drawn from what the worker says. */
export function Popup(props: {
  /** Undefined until the worker has told the first. */
  readonly state: PopupState | undefined
  /** The worker does not answer. */
  readonly isLost: boolean
  readonly language: Language
  readonly version: string
  readonly links: readonly PopupLink[]
  /** Below the readers. */
  readonly check?: ComponentChildren
  readonly send: (request: PopupRequest) => void
}) {
  const { state, language, send } = props
  const t = translate(texts, language)
  useEffect(() => {
    document.documentElement.lang = language
    document.title = say(sharedTexts.product, language)
  }, [language])
  const lost = { code: 'ERR_BRIDGE_TIMEOUT', message: 'no answer from the worker' } as const
  return (
    <PopupFrame
      language={language}
      version={props.version}
      links={
        <nav class="popup-links" aria-label={t.more}>
          <button class="popup-link" type="button" onClick={() => send({ action: 'open-pairing' })}>
            {t.settings}
          </button>
          <button
            class="popup-link"
            type="button"
            data-action="open-modules"
            onClick={() => send({ action: 'open-modules' })}
          >
            {t.modules}
          </button>
          {props.links.map(({ label, open }) => (
            <button key={label.en} class="popup-link" type="button" onClick={open}>
              {say(label, language)}
            </button>
          ))}
        </nav>
      }
    >
      {props.isLost && <ErrorNotice error={lost} language={language} />}
      {state?.signIn && (
        <SignInSection signIn={state.signIn} language={language} onShow={() => send({ action: 'show-sign-in' })} />
      )}
      {!props.isLost && <ReaderSection readers={state?.readers ?? null} language={language} send={send} />}
      {!props.isLost && props.check}
    </PopupFrame>
  )
}
