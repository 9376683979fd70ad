import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { Button } from '../../components/button.tsx'
import { TextField } from '../../components/text-field.tsx'
import { useTexts } from '../../state/language.ts'
import { announcementTexts } from './announcement-texts.ts'

/** 公告事項查詢: the words, asked for when the person is done typing. */
export function SearchForm({
  id,
  label,
  words,
  hint,
  onSearch,
}: {
  id: string
  /** Where it is not announcements that are looked for. */
  label?: string
  words: string
  hint: string
  onSearch: (words: string) => void
}): JSX.Element {
  const t = useTexts(announcementTexts)
  const [typed, setTyped] = useState(words)
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    onSearch(typed.trim())
  }
  return (
    <form class="announcement-search" role="search" onSubmit={submit}>
      <TextField
        id={id}
        label={label ?? t.words}
        hint={hint}
        value={typed}
        autocomplete="off"
        maxLength={100}
        onInput={setTyped}
      />
      <Button kind="primary" submit>
        {t.search}
      </Button>
    </form>
  )
}
