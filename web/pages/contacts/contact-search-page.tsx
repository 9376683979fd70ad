import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { say } from '../../../core/i18n/text.ts'
import {
  contactCategories,
  contactCategory,
  type ContactCategory,
  contactCategoryCodes,
  type ContactChoice,
  contactChoices,
} from '../../../core/portal/contacts.ts'
import type { ContactCombination } from '../../../core/protocol/contacts.ts'
import { Button } from '../../components/button.tsx'
import { LoadedPart } from '../../components/loaded-part.tsx'
import { Select } from '../../components/select.tsx'
import { SignedInPage } from '../../components/signed-in-page.tsx'
import { useLanguage, useTexts } from '../../state/language.ts'
import { useAnswer } from '../../state/use-answer.ts'
import { ContactTable } from './contact-table.tsx'
import { contactsTexts } from './contacts-texts.ts'

/** 聯絡窗口查詢: the category, then up to three choices that depend on each other. */
export function ContactSearchPage(): JSX.Element {
  const t = useTexts(contactsTexts)
  return (
    <SignedInPage path="/contacts/search" title={t.searchTitle}>
      {() => <Search />}
    </SignedInPage>
  )
}

type Chosen = Readonly<Partial<Record<ContactChoice, string>>>

function Search(): JSX.Element {
  const t = useTexts(contactsTexts)
  const language = useLanguage()
  const [category, setCategory] = useState<ContactCategory>()
  return (
    <div class="box stack">
      <p>{t.lead}</p>
      <Select
        id="contact-category"
        label={t.service}
        value={category ?? ''}
        options={[
          { value: '', label: t.pleaseChoose },
          ...contactCategoryCodes.map((value) => ({ value, label: say(contactCategories[value].label, language) })),
        ]}
        onChange={(value) => setCategory(contactCategoryCodes.find((code) => code === value))}
      />
      {category && <Choices key={category} category={category} />}
    </div>
  )
}

function Choices({ category }: { category: ContactCategory }): JSX.Element {
  const t = useTexts(contactsTexts)
  const { loaded, ask } = useAnswer('GET /api/contacts/choices', { category })
  const [searched, setSearched] = useState<{ readonly chosen: Chosen; readonly time: number }>()
  return (
    <LoadedPart loaded={loaded} retry={() => void ask()}>
      {({ combinations }) => (
        <>
          <ChoiceForm
            choices={contactCategory(category).choices}
            combinations={combinations}
            search={t.search}
            onSearch={(chosen) => setSearched({ chosen, time: (searched?.time ?? 0) + 1 })}
          />
          {searched && <Found key={searched.time} category={category} chosen={searched.chosen} />}
        </>
      )}
    </LoadedPart>
  )
}

/** A drop-down for each choice: it offers what there is under those before it, and waits for them. */
function ChoiceForm({
  choices,
  combinations,
  search,
  onSearch,
}: {
  choices: readonly ContactChoice[]
  combinations: readonly ContactCombination[]
  search: string
  onSearch: (chosen: Chosen) => void
}): JSX.Element {
  const t = useTexts(contactsTexts)
  const language = useLanguage()
  const [chosen, setChosen] = useState<Chosen>({})
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    onSearch(chosen)
  }
  const asked = choices.filter((_, index) => choices.slice(0, index).every((before) => chosen[before] !== undefined))
  return (
    <form class="stack" onSubmit={submit}>
      {asked.map((choice, index) => {
        const before = choices.slice(0, index)
        const fitting = combinations.filter((it) => before.every((earlier) => it[earlier] === chosen[earlier]))
        const values = [...new Set(fitting.map((it) => it[choice]))]
        return (
          <Select
            key={choice}
            id={`contact-${choice}`}
            label={say(contactChoices[choice], language)}
            value={chosen[choice] ?? ''}
            options={[{ value: '', label: t.pleaseChoose }, ...values.map((value) => ({ value, label: value }))]}
            onChange={(value) => {
              // what came after it depends on it
              const kept = Object.fromEntries(before.map((earlier) => [earlier, chosen[earlier] ?? '']))
              setChosen(value === '' ? kept : { ...kept, [choice]: value })
            }}
          />
        )
      })}
      <div class="row">
        <Button kind="primary" submit>
          {search}
        </Button>
      </div>
    </form>
  )
}

function Found({ category, chosen }: { category: ContactCategory; chosen: Chosen }): JSX.Element {
  const { loaded, ask } = useAnswer('GET /api/contacts/search', { category, ...chosen })
  return (
    <LoadedPart loaded={loaded} retry={() => void ask()}>
      {(found) => (
        <ContactTable
          found={found}
          withItem={chosen.item === undefined}
          onPage={(page) => void ask({ category, ...chosen, page: String(page) })}
        />
      )}
    </LoadedPart>
  )
}
