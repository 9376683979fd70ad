import { cardTypes } from '../../core/cards/card-types.ts'
import { say } from '../../core/i18n/text.ts'
import { actionRow } from '../../core/portal/actions.ts'
import type { PinWindowState } from '../../core/protocol/pin-window.ts'
import { platformCodes, platformRow } from '../../core/portal/platforms.ts'
import { purposeTexts } from './texts.ts'

/**
 * Who asks, for what, with which kind of card. The origin is the browser's word, large, and never shortened; what is confirmed
 * is called by the extension's own name for it, and both its parts are under the signature.
 */
export function Asking({ state }: { readonly state: PinWindowState }) {
  const [scheme, host] = splitOrigin(state.origin)
  const card = say(cardTypes[state.cardType].label, state.language)
  const known = platformCodes.map(platformRow).find((row) => row.productionOrigin === state.origin)
  return (
    <section class="asking">
      <h1 class="asking-purpose">{say(purposeTexts[state.purpose](card), state.language)}</h1>
      {state.confirm && (
        <p class="asking-confirm">
          <strong>{say(actionRow(state.confirm.action).label, state.language)}</strong>
          <bdi translate={false}>{state.confirm.words}</bdi>
        </p>
      )}
      <p class="asking-origin" translate={false}>
        <span class="asking-scheme">{scheme}</span>
        {host}
      </p>
      {known && <p class="asking-title">{say(known.title, state.language)}</p>}
    </section>
  )
}

function splitOrigin(origin: string): [scheme: string, host: string] {
  const at = origin.indexOf('://')
  return at < 0 ? ['', origin] : [origin.slice(0, at + 3), origin.slice(at + 3)]
}
