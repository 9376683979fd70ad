import type { ComponentChildren } from 'preact'
import { translate, type Language } from '../../core/i18n/text.ts'
import { ReaderIcon } from '../components/icons.tsx'
import { texts } from './texts.ts'
import './readers-frame.css'

/** The section of the readers; as long as they are not known, it says that they are looked for. */
export function ReadersFrame(props: {
  readonly language: Language
  readonly areKnown: boolean
  /** Said by screen readers when it appears. */
  readonly status?: string | undefined
  readonly children?: ComponentChildren
}) {
  const t = translate(texts, props.language)
  return (
    <section aria-labelledby="readers" aria-busy={!props.areKnown}>
      <h2 class="popup-heading" id="readers">
        {t.readers}
      </h2>
      <div role="status" class="visually-hidden">
        {props.status}
      </div>
      {!props.areKnown && (
        <p class="popup-looking">
          <ReaderIcon />
          {t.looking}
        </p>
      )}
      {props.children}
    </section>
  )
}
