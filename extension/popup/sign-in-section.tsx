import { cardTypes } from '../../core/cards/card-types.ts'
import { say, translate, type Language } from '../../core/i18n/text.ts'
import type { PopupState } from '../../core/protocol/popup.ts'
import { hostOf } from './host-of.ts'
import { texts } from './texts.ts'

/** The sign-in under way, and the way back to its window. */
export function SignInSection(props: {
  readonly signIn: NonNullable<PopupState['signIn']>
  readonly language: Language
  readonly onShow: () => void
}) {
  const { signIn, language } = props
  const t = translate(texts, language)
  return (
    <section class="popup-sign-in" aria-labelledby="sign-in">
      <h2 id="sign-in">{t.signingIn}</h2>
      <p class="popup-origin" translate={false}>
        {hostOf(signIn.origin)}
      </p>
      <p>{t.withCard(say(cardTypes[signIn.cardType].label, language))}</p>
      <button class="button button-primary" type="button" data-action="show-sign-in" onClick={props.onShow}>
        {t.showWindow}
      </button>
    </section>
  )
}
