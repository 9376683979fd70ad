import { cardTypes } from '../../core/cards/card-types.ts'
import { say, translate, type Language } from '../../core/i18n/text.ts'
import type { DeskCardView } from '../../demo/reader/virtual-desk.ts'
import { texts } from './texts.ts'

/** A card on the tray: pressed, it is in the hand; dragged, it goes to a reader. A card in a reader leaves its outline. */
export function CardTile(props: {
  readonly card: DeskCardView
  readonly language: Language
  readonly held: boolean
  readonly onTake: () => void
  readonly onReset: () => void
}) {
  const { card, language, held } = props
  const t = translate(texts, language)
  const label = say(card.label, language)
  const kind = card.cardType === null ? t.module : say(cardTypes[card.cardType].label, language)
  const { triesLeft } = card.state
  const away = card.readerName !== null
  return (
    <li class="tile" data-card={card.id} data-kind={card.cardType ?? 'module'} data-away={away}>
      <button
        class="tile-card"
        type="button"
        aria-pressed={held}
        draggable
        onClick={props.onTake}
        onDragStart={(event) => event.dataTransfer?.setData(cardDragType, card.id)}
      >
        <span class="tile-label">{label}</span>
        {kind !== label && <span class="tile-kind">{kind}</span>}
        <span class="tile-middle">
          <span class="tile-chip" aria-hidden="true" />
          {(held || away) && (
            <span class="tile-place">{away && card.readerName !== null ? t.inReader(card.readerName) : t.inHand}</span>
          )}
        </span>
        <span class="tile-number" translate={false}>
          {card.cardSn}
        </span>
      </button>
      {card.pin !== '' && (
        <p class="tile-pin">
          <span>
            {t.pin} <b translate={false}>{card.pin}</b>
          </span>
          <span class={triesLeft === 0 ? 'tile-tries tile-blocked' : 'tile-tries'}>
            {triesLeft === 0 ? t.blocked : t.tries(triesLeft)}
          </span>
        </p>
      )}
      {card.password !== undefined && (
        <p class="tile-pin">
          <span>
            {t.password} <b translate={false}>{card.password}</b>
          </span>
        </p>
      )}
      {triesLeft !== card.tries && (
        <button
          class="button button-small tile-reset"
          type="button"
          aria-label={t.resetCard(label)}
          onClick={props.onReset}
        >
          {t.reset}
        </button>
      )}
    </li>
  )
}

/** Only the panel's own cards are taken by its readers. */
export const cardDragType = 'application/x-demo-card'
