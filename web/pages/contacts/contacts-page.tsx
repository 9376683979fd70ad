import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { say } from '../../../core/i18n/text.ts'
import { contactCategories, type ContactCategory, publicContactCategories } from '../../../core/portal/contacts.ts'
import { Link } from '../../components/link.tsx'
import { LoadedPart } from '../../components/loaded-part.tsx'
import { PageMain } from '../../components/page-main.tsx'
import { Select } from '../../components/select.tsx'
import { useLanguage, useTexts } from '../../state/language.ts'
import { useServices } from '../../state/services.ts'
import { useAnswer } from '../../state/use-answer.ts'
import { useStore } from '../../state/use-store.ts'
import { SearchForm } from '../announcements/search-form.tsx'
import { ContactTable } from './contact-table.tsx'
import { contactsTexts } from './contacts-texts.ts'
import '../announcements/announcements.css'
import '../downloads/downloads.css'

const path = '/contacts'

/** 聯絡窗口: the service items; `?category=` and `?item=` list one's contacts, `?words=` what was looked for. */
export function ContactsPage(): JSX.Element {
  const t = useTexts(contactsTexts)
  const { query } = useStore(useServices().router)
  const asked = new URLSearchParams(query)
  const category = publicContactCategories.find((code) => code === asked.get('category'))
  const [item, words] = [asked.get('item') ?? '', asked.get('words') ?? '']
  return (
    <PageMain page="contacts" state="ready" title={t.title}>
      <div class="box stack">
        {item === '' && words === '' ? (
          <Items asked={category} />
        ) : (
          <List key={query} category={category} item={item} words={words} />
        )}
      </div>
    </PageMain>
  )
}

/** The address of a list. */
function queryOf(given: { category?: ContactCategory | undefined; item?: string; words?: string }): string {
  const filled = Object.entries(given).filter((entry): entry is [string, string] => Boolean(entry[1]))
  return filled.length === 0 ? '' : `?${new URLSearchParams(filled).toString()}`
}

/** The grid of service items, by category. */
function Items({ asked }: { asked: ContactCategory | undefined }): JSX.Element {
  const t = useTexts(contactsTexts)
  const language = useLanguage()
  const { router } = useServices()
  const [category, setCategory] = useState(asked)
  const { loaded, ask } = useAnswer('GET /api/contacts/items', {})
  return (
    <>
      <div class="downloads-search">
        <Select
          id="contacts-category"
          label={t.category}
          value={category ?? ''}
          options={[
            { value: '', label: t.anyCategory },
            ...publicContactCategories.map((value) => ({
              value,
              label: say(contactCategories[value].label, language),
            })),
          ]}
          onChange={(value) => setCategory(publicContactCategories.find((code) => code === value))}
        />
        <SearchForm
          id="contacts-words"
          label={t.words}
          words=""
          hint={t.wordsHint}
          onSearch={(words) => router.navigate(path, { query: queryOf({ category, words }) })}
        />
      </div>
      <LoadedPart loaded={loaded} retry={() => void ask()}>
        {({ items }) => {
          const groups = publicContactCategories
            .filter((code) => category === undefined || code === category)
            .map((code) => ({ code, items: items.filter((it) => it.category === code) }))
            .filter((group) => group.items.length > 0)
          if (groups.length === 0) return <p>{t.nothing}</p>
          return (
            <>
              <p>{t.choose}</p>
              {groups.map((group) => (
                <section key={group.code} class="stack" aria-labelledby={`contacts-${group.code}`}>
                  <h2 id={`contacts-${group.code}`}>{say(contactCategories[group.code].label, language)}</h2>
                  <ul class="downloads-items">
                    {group.items.map(({ item }) => (
                      <li key={item}>
                        <Link to={path} query={queryOf({ category: group.code, item })}>
                          {item}
                        </Link>
                      </li>
                    ))}
                  </ul>
                </section>
              ))}
            </>
          )
        }}
      </LoadedPart>
    </>
  )
}

function List({
  category,
  item,
  words,
}: {
  category: ContactCategory | undefined
  item: string
  words: string
}): JSX.Element {
  const t = useTexts(contactsTexts)
  const { router } = useServices()
  const about = { ...(category && { category }), ...(item !== '' && { item }), ...(words !== '' && { words }) }
  const { loaded, ask } = useAnswer('GET /api/contacts', about)
  return (
    <>
      {item !== '' && <h2>{t.itemIs(item)}</h2>}
      {item === '' && (
        <SearchForm
          id="contacts-words"
          label={t.words}
          words={words}
          hint={t.wordsHint}
          onSearch={(words) => router.navigate(path, { query: queryOf({ category, words }) })}
        />
      )}
      <p>
        <Link to={path} query={queryOf({ category })}>
          {t.back}
        </Link>
      </p>
      <LoadedPart loaded={loaded} retry={() => void ask()}>
        {(found) => (
          <ContactTable
            found={found}
            withItem={item === ''}
            onPage={(page) => void ask({ ...about, page: String(page) })}
          />
        )}
      </LoadedPart>
    </>
  )
}
