import { translate } from '../../core/i18n/text.ts'
import type { PinWindowState } from '../../core/protocol/pin-window.ts'
import { texts } from './texts.ts'

/** Seen before every try. */
export function TriesLeft({ state: { triesLeft, language } }: { readonly state: PinWindowState }) {
  const t = translate(texts, language)
  return (
    <p
      class={triesLeft === 'few' || (triesLeft !== null && triesLeft <= 2) ? 'tries tries-few' : 'tries'}
      id="pin-tries"
    >
      {triesLeft === null ? t.triesUnknown : triesLeft === 'few' ? t.triesFew : t.triesLeft(triesLeft)}
    </p>
  )
}
