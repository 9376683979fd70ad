import type { ComponentChildren } from 'preact'
import { say, translate, type Language } from '../../core/i18n/text.ts'
import { Frame } from '../components/frame.tsx'
import { sharedTexts } from '../components/texts.ts'
import { texts } from './texts.ts'
import './popup-frame.css'

/** What stands around the popup's sections, whatever is known. */
export function PopupFrame(props: {
  readonly language: Language
  readonly version: string
  /** Before the version, at the foot. */
  readonly links?: ComponentChildren
  readonly children: ComponentChildren
}) {
  const { language } = props
  return (
    <Frame
      language={language}
      footer={
        <>
          {props.links}
          <p class="popup-version">{translate(texts, language).version(props.version)}</p>
        </>
      }
    >
      <h1 class="visually-hidden">{say(sharedTexts.product, language)}</h1>
      {props.children}
    </Frame>
  )
}
