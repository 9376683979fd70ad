import type { JSX } from 'preact'
import { type CardType, cardTypes } from '../../../core/cards/card-types.ts'
import { fillIn, say, type Text } from '../../../core/i18n/text.ts'
import { ExternalLink } from '../../components/external-link.tsx'
import { useLanguage } from '../../state/language.ts'
import { centreNames, centreOf, centreSites } from './card-centres.ts'
import { applying, firstTime } from './help-texts.ts'

/** The answer to one of the three questions. */
export function HelpAnswer({
  question,
  cardType,
}: {
  question: 'applying' | 'first-time' | 'sites'
  cardType: CardType
}): JSX.Element {
  const language = useLanguage()
  const centre = centreOf(cardType)
  const places = { card: say(cardTypes[cardType].label, language), centre: say(centreNames[centre], language) }
  const read = (text: Text) => fillIn(say(text, language), places)
  if (question === 'applying') {
    return (
      <>
        {applying[cardType].map((text) => (
          <p key={text.en}>{read(text)}</p>
        ))}
      </>
    )
  }
  if (question === 'first-time') {
    return (
      <ol>
        {firstTime(cardType).map((text) => (
          <li key={text.en}>{read(text)}</li>
        ))}
      </ol>
    )
  }
  return (
    <p>
      <ExternalLink href={centreSites[centre]}>{places.centre}</ExternalLink>
    </p>
  )
}
