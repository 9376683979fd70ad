import type { JSX } from 'preact'
import { type CardType, cardTypes } from '../../../core/cards/card-types.ts'
import { say } from '../../../core/i18n/text.ts'
import { Disclosure } from '../../components/disclosure.tsx'
import { FetchingPart } from '../../components/fetching-part.tsx'
import { lazy } from '../../components/lazy.tsx'
import { useLanguage, useTexts } from '../../state/language.ts'
import { centreNames, centreOf } from './card-centres.ts'

const texts = {
  title: { zhTW: '常見問題', en: 'Questions' },
  applying: (card: string) => ({ zhTW: `申辦${card}事宜?`, en: `How do I apply for this card (${card})?` }),
  firstTime: { zhTW: '首次使用醫事機構登入事宜?', en: 'Signing in for the first time?' },
  sites: (centre: string) => ({ zhTW: `${centre}相關網站?`, en: `Website of the ${centre}?` }),
}

/** Most people never open them, so their texts come when they do. */
const HelpAnswer = lazy(async () => (await import('./help-answer.tsx')).HelpAnswer, FetchingPart)

/** Three things people ask at this point, for the chosen card. */
export function Help({ cardType }: { cardType: CardType }): JSX.Element {
  const t = useTexts(texts)
  const language = useLanguage()
  const titles = {
    applying: t.applying(say(cardTypes[cardType].label, language)),
    'first-time': t.firstTime,
    sites: t.sites(say(centreNames[centreOf(cardType)], language)),
  } as const
  return (
    <section class="stack sign-in-help" aria-label={t.title}>
      {(['applying', 'first-time', 'sites'] as const).map((question) => (
        <Disclosure key={question} title={titles[question]}>
          {() => <HelpAnswer question={question} cardType={cardType} />}
        </Disclosure>
      ))}
    </section>
  )
}
