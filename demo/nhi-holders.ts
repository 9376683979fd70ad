import { demoCards } from './cards/demo-cards.ts'

/** Whom the demo's NHI-card verification service knows. Everything is invented. */
export interface DemoNhiHolder {
  readonly idNumber: string
  readonly cardNumber: string
  /** A 7-digit date of the Republic’s calendar. */
  readonly birthDate: string
  /** In ten digits: numbers of this form are nobody's. */
  readonly phone: string
}

/** Of a practitioner who has no NHI card among the demo's: it is never put into a reader. */
const practitioner: DemoNhiHolder = {
  idNumber: 'A199090017',
  cardNumber: '900000000711',
  birthDate: '0660203',
  phone: '0900000711',
}

/** The holders of the demo's NHI cards, each with a number that ends as the card's. */
export const demoNhiHolders: readonly DemoNhiHolder[] = [
  practitioner,
  ...demoCards.flatMap(({ holder, cardSn }) =>
    holder && cardSn !== undefined
      ? [
          {
            idNumber: holder.nationalId,
            cardNumber: cardSn,
            birthDate: holder.birthday,
            phone: `0900000${cardSn.slice(-3)}`,
          },
        ]
      : [],
  ),
]
