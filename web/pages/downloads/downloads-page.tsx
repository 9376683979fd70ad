import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { say } from '../../../core/i18n/text.ts'
import {
  downloadCategories,
  type DownloadCategory,
  downloadCategoryCodes,
  type DownloadItem,
  downloadItemCodes,
  downloadItems,
  itemsOf,
} from '../../../core/portal/downloads.ts'
import { CheckBox } from '../../components/check-box.tsx'
import { LoadedPart } from '../../components/loaded-part.tsx'
import { Link } from '../../components/link.tsx'
import { PageMain } from '../../components/page-main.tsx'
import { Select } from '../../components/select.tsx'
import { useLanguage, useTexts } from '../../state/language.ts'
import { useServices } from '../../state/services.ts'
import { useAnswer } from '../../state/use-answer.ts'
import { useStore } from '../../state/use-store.ts'
import { SearchForm } from '../announcements/search-form.tsx'
import { DownloadTable } from './download-table.tsx'
import { downloadsTexts } from './downloads-texts.ts'
import '../announcements/announcements.css'
import './downloads.css'

const path = '/downloads'

/** 下載專區: the service items; `?item=` lists one's files, `?item=all` those of all, `?category=` a category's, `?words=` what was looked for. */
export function DownloadsPage(): JSX.Element {
  const t = useTexts(downloadsTexts)
  const query = new URLSearchParams(useStore(useServices().router).query)
  const item = downloadItemCodes.find((code) => code === query.get('item'))
  const category = downloadCategoryCodes.find((code) => code === query.get('category'))
  const words = query.get('words') ?? ''
  const isList = item !== undefined || words !== '' || query.get('item') === 'all'
  return (
    <PageMain page="downloads" state="ready" title={t.title}>
      <div class="box stack">
        {isList ? (
          <List key={`${item} ${category} ${words}`} item={item} category={category} words={words} />
        ) : (
          <Items asked={category} />
        )}
      </div>
    </PageMain>
  )
}

/** The address of a list. */
function queryOf(search: {
  item?: DownloadItem | 'all' | undefined
  category?: DownloadCategory | undefined
  words?: string
}) {
  const given = Object.entries(search).filter((entry): entry is [string, string] => Boolean(entry[1]))
  return given.length === 0 ? '' : `?${new URLSearchParams(given).toString()}`
}

/** 回服務項目查詢 leads here: the items, by category. */
function Items({ asked }: { asked: DownloadCategory | undefined }): JSX.Element {
  const t = useTexts(downloadsTexts)
  const language = useLanguage()
  const { router } = useServices()
  const [category, setCategory] = useState(asked)
  const { loaded, ask } = useAnswer('GET /api/downloads/items', {})
  return (
    <>
      <p>{t.lead}</p>
      <div class="downloads-search">
        <Select
          id="downloads-category"
          label={t.category}
          value={category ?? ''}
          options={[
            { value: '', label: t.anyCategory },
            ...downloadCategoryCodes.map((value) => ({ value, label: say(downloadCategories[value], language) })),
          ]}
          onChange={(value) => setCategory(downloadCategoryCodes.find((code) => code === value))}
        />
        <SearchForm
          id="downloads-words"
          label={t.search}
          words=""
          hint={t.searchHint}
          onSearch={(words) => router.navigate(path, { query: queryOf({ item: 'all', category, words }) })}
        />
      </div>
      <p>
        <Link to={path} query="?item=all">
          {t.all}
        </Link>
      </p>
      <LoadedPart loaded={loaded} retry={() => void ask()}>
        {({ items }) => {
          const countOf = (code: DownloadItem) => items.find(({ item }) => item === code)?.count ?? 0
          const shown = downloadCategoryCodes
            .filter((code) => category === undefined || code === category)
            .map((code) => ({ code, items: itemsOf(code).filter((item) => countOf(item) > 0) }))
            .filter((group) => group.items.length > 0)
          if (shown.length === 0) return <p>{t.nothing}</p>
          return shown.map((group) => (
            <section key={group.code} aria-labelledby={`downloads-${group.code}`}>
              <h2 id={`downloads-${group.code}`}>{say(downloadCategories[group.code], language)}</h2>
              <ul class="downloads-items">
                {group.items.map((item) => (
                  <li key={item}>
                    <Link to={path} query={queryOf({ item })}>
                      {say(downloadItems[item].label, language)}
                    </Link>{' '}
                    <span class="quiet">{t.files(countOf(item))}</span>
                  </li>
                ))}
              </ul>
            </section>
          ))
        }}
      </LoadedPart>
    </>
  )
}

function List({
  item,
  category,
  words,
}: {
  item: DownloadItem | undefined
  category: DownloadCategory | undefined
  words: string
}): JSX.Element {
  const t = useTexts(downloadsTexts)
  const language = useLanguage()
  const { router } = useServices()
  const [byDay, setByDay] = useState(false)
  const about = { ...(item ? { item } : category ? { category } : {}), ...(words && { words }) }
  const { loaded, ask } = useAnswer('GET /api/downloads', about)
  const look = (newest: boolean, page = 1) =>
    void ask({ ...about, ...(newest && { newest: 'yes' as const }), page: String(page) })
  const name = item
    ? say(downloadItems[item].label, language)
    : category
      ? say(downloadCategories[category], language)
      : t.anyCategory
  return (
    <>
      <h2>{t.itemIs(name)}</h2>
      <SearchForm
        id="downloads-words"
        label={t.search}
        words={words}
        hint={t.searchHint}
        onSearch={(typed) =>
          router.navigate(path, { query: queryOf({ item: item ?? 'all', category, words: typed }), replace: true })
        }
      />
      <p>
        <Link to={path} query={queryOf({ category })}>
          {t.back}
        </Link>
      </p>
      <CheckBox
        name="downloads-newest"
        label={t.byDay}
        checked={byDay}
        onChange={(wanted) => {
          setByDay(wanted)
          look(wanted)
        }}
      />
      <LoadedPart loaded={loaded} retry={() => look(byDay)}>
        {(found) => <DownloadTable found={found} showItem={item === undefined} onPage={(page) => look(byDay, page)} />}
      </LoadedPart>
    </>
  )
}
