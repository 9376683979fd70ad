import type { JSX } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { useTexts } from '../state/language.ts'
import { Button } from './button.tsx'
import './paging.css'

const texts = {
  pages: { zhTW: '分頁', en: 'Pages' },
  first: { zhTW: '首頁', en: 'First' },
  previous: { zhTW: '上一頁', en: 'Previous' },
  next: { zhTW: '下一頁', en: 'Next' },
  last: { zhTW: '末頁', en: 'Last' },
  at: (page: number, pages: number) => ({ zhTW: `第 ${page} 頁，共 ${pages} 頁`, en: `Page ${page} of ${pages}` }),
  to: { zhTW: '到第', en: 'Go to page' },
  unit: { zhTW: '頁', en: '' },
  go: { zhTW: '前往', en: 'Go' },
}

/** Moves among the pages of a list, counted from 1. Nothing is drawn for a single page. */
export function Paging({
  page,
  pages,
  onGo,
}: {
  page: number
  pages: number
  onGo: (page: number) => void
}): JSX.Element | null {
  const t = useTexts(texts)
  const [typed, setTyped] = useState(String(page))
  useEffect(() => setTyped(String(page)), [page])
  if (pages <= 1) return null
  const step = (label: string, to: number) => (
    <Button kind="quiet" disabled={to === page || to < 1 || to > pages} onClick={() => onGo(to)}>
      {label}
    </Button>
  )
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    const to = Math.min(Math.max(Number.parseInt(typed, 10) || page, 1), pages)
    setTyped(String(to))
    if (to !== page) onGo(to)
  }
  return (
    <nav class="paging" aria-label={t.pages}>
      {step(t.first, 1)}
      {step(t.previous, page - 1)}
      <span aria-current="page">{t.at(page, pages)}</span>
      {step(t.next, page + 1)}
      {step(t.last, pages)}
      <form class="paging-to" onSubmit={submit}>
        <label>
          {t.to}
          <input
            inputMode="numeric"
            autocomplete="off"
            maxLength={4}
            value={typed}
            onInput={(event) => setTyped(event.currentTarget.value)}
          />
          {t.unit}
        </label>
        <Button submit>{t.go}</Button>
      </form>
    </nav>
  )
}
