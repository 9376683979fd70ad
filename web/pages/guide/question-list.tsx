import type { JSX } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { type Language, say } from '../../../core/i18n/text.ts'
import {
  type Question,
  questionCategories,
  type QuestionCategory,
  questionCategoryCodes,
} from '../../../core/portal/questions/question.ts'
import { allQuestions, questions } from '../../../core/portal/questions/questions.ts'
import { Disclosure } from '../../components/disclosure.tsx'
import { FilterBox, filterBy } from '../../components/filter-box.tsx'
import { Select } from '../../components/select.tsx'
import { useLanguage, useTexts } from '../../state/language.ts'
import { useServices } from '../../state/services.ts'
import { useStore } from '../../state/use-store.ts'
import { questionTexts } from './guide-texts.ts'
import { QuestionHelpLinks } from './question-help-links.tsx'

const isCategory = (value: string): value is QuestionCategory => Object.hasOwn(questionCategories, value)

/** 常見問答: by category and words, each opening in place. The one that the address names is open. */
export function QuestionList(): JSX.Element {
  const t = useTexts(questionTexts)
  const language = useLanguage()
  const { portal, router } = useServices()
  const info = useStore(portal)
  const { hash } = useStore(router)
  // after the first drawing, which the server may have done: it knows nothing of this part of the address
  const [asked, setAsked] = useState('')
  useEffect(() => setAsked(hash.slice(1)), [hash])
  const [category, setCategory] = useState<QuestionCategory>()
  const [words, setWords] = useState('')
  const platform = info.state === 'ready' ? info.value.platform : undefined

  // who is led here by a message sees its answer, of whichever platform it is
  const offered = (question: Question) =>
    question.id === asked || !question.platform || !platform || question.platform === platform
  const found = (list: readonly Question[]) =>
    filterBy(list.filter(offered), words, (question) => textsOf(question, language))
  const chosen = category ? [category] : questionCategoryCodes
  const count = chosen.reduce((sum, code) => sum + found(questions[code]).length, 0)

  useEffect(() => {
    if (!allQuestions.some(({ id }) => id === asked)) return
    setCategory(undefined)
    setWords('')
  }, [asked])
  useEffect(() => {
    const opened = asked === '' ? null : document.getElementById(asked)
    opened?.scrollIntoView()
    opened?.querySelector('summary')?.focus()
  }, [asked])

  return (
    <>
      <Select
        id="question-category"
        label={t.category}
        options={[
          { value: '', label: t.all },
          ...questionCategoryCodes.map((code) => ({ value: code, label: say(questionCategories[code], language) })),
        ]}
        value={category ?? ''}
        onChange={(value) => setCategory(isCategory(value) ? value : undefined)}
      />
      <FilterBox
        id="question-words"
        label={t.words}
        words={words}
        count={count}
        of={allQuestions.filter(offered).length}
        onChange={setWords}
      />
      {count === 0 && <p>{t.none}</p>}
      {chosen.map((code) => (
        <Category key={code} category={code} list={found(questions[code])} asked={asked} />
      ))}
    </>
  )
}

const textsOf = ({ question, answer, steps = [] }: Question, language: Language): readonly string[] =>
  [question, ...answer, ...steps].map((text) => say(text, language))

/** Nothing for one in which nothing was found. */
function Category({
  category,
  list,
  asked,
}: {
  category: QuestionCategory
  list: readonly Question[]
  asked: string
}): JSX.Element | null {
  const language = useLanguage()
  if (list.length === 0) return null
  return (
    <section class="stack" aria-labelledby={`questions-${category}`}>
      <h2 id={`questions-${category}`}>{say(questionCategories[category], language)}</h2>
      {list.map((question) => {
        const isAsked = question.id === asked
        return (
          <Disclosure
            key={`${question.id} ${isAsked}`}
            id={question.id}
            title={say(question.question, language)}
            opensAtOnce={isAsked}
          >
            {() => <Answer question={question} />}
          </Disclosure>
        )
      })}
    </section>
  )
}

function Answer({ question: { answer, steps = [], help = [] } }: { question: Question }): JSX.Element {
  const language = useLanguage()
  return (
    <>
      {answer.map((paragraph) => (
        <p key={paragraph.en}>{say(paragraph, language)}</p>
      ))}
      {steps.length > 0 && (
        <ol>
          {steps.map((step) => (
            <li key={step.en}>{say(step, language)}</li>
          ))}
        </ol>
      )}
      {help.length > 0 && <QuestionHelpLinks help={help} />}
    </>
  )
}
