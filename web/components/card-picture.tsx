import type { JSX } from 'preact'
import { type CardType, cardTypes } from '../../core/cards/card-types.ts'
import './card-picture.css'

/** A sketch of a chip card in the colour of its kind: a portrait for a person's card, a building for an institution's. */
export const CardPicture = ({ cardType, large = false }: { cardType: CardType; large?: boolean }): JSX.Element => (
  <svg
    class={`card-picture card-picture-${cardType}${large ? ' card-picture-large' : ''}`}
    viewBox="0 0 86 54"
    aria-hidden="true"
    focusable="false"
  >
    <rect class="body" width="86" height="54" rx="6" />
    <rect class="chip" x="9" y="19" width="17" height="14" rx="3" />
    <path class="ink" d="M9 8h30v4H9zM34 22h20v3H34zM34 29h14v3H34zM9 42h32v3H9z" />
    {cardTypes[cardType].holder === 'institution' ? (
      <path class="ink" d="M59 44V30l9-6 9 6v14h-6v-7h-6v7z" />
    ) : (
      <path class="ink" d="M68 24a5.5 5.5 0 1 1 0 11 5.5 5.5 0 0 1 0-11zM58 46a10 9 0 0 1 20 0z" />
    )}
  </svg>
)
