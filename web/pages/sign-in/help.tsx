import type { JSX } from 'preact'
import { type CardType, cardTypes } from '../../../core/cards/card-types.ts'
import type { CodedError } from '../../../core/errors/coded-error.ts'
import { say } from '../../../core/i18n/text.ts'
import { Disclosure } from '../../components/disclosure.tsx'
import { ErrorPanel } from '../../components/error-panel.tsx'
import { lazy } from '../../components/lazy.tsx'
import { Waiting } from '../../components/waiting.tsx'
import { useLanguage, useTexts } from '../../state/language.ts'
import { centreNames, centreOf } from './card-centres.ts'

const texts = {
  title: { zhTW: '常見問題', en: 'Questions' },
  loading: { zhTW: '載入中…', en: 'Loading …' },
  applying: (card: string) => ({ zhTW: `申辦${card}事宜?`, en: `How do I apply for this card (${card})?` }),
  firstTime: { zhTW: '首次使用醫事機構登入事宜?', en: 'Signing in for the first time?' },
  sites: (centre: string) => ({ zhTW: `${centre}相關網站?`, en: `Website of the ${centre}?` }),
}

function FetchingAnswer({ error, retry }: { error: CodedError | undefined; retry: () => void }): JSX.Element {
  const t = useTexts(texts)
  return error ? <ErrorPanel error={error} remedies={{ retry: { run: retry } }} /> : <Waiting>{t.loading}</Waiting>
}

/** Most people never open them, so their texts come when they do. */
const HelpAnswer = lazy(async () => (await import('./help-answer.tsx')).HelpAnswer, FetchingAnswer)

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
