import type { JSX } from 'preact'
import { useTexts } from '../state/language.ts'
import './text-field.css'

const texts = {
  found: (count: number, of: number) => ({ zhTW: `符合 ${count} 筆，共 ${of} 筆`, en: `${count} of ${of}` }),
}

/** Leaves, of a list on the page, what holds the words typed; says how many those are. */
export function FilterBox({
  id,
  label,
  words,
  count,
  of,
  onChange,
}: {
  id: string
  label: string
  words: string
  count: number
  of: number
  onChange: (words: string) => void
}): JSX.Element {
  const t = useTexts(texts)
  return (
    <div class="text-field" role="search">
      <label for={id}>{label}</label>
      <input
        id={id}
        type="search"
        value={words}
        autocomplete="off"
        spellcheck={false}
        onInput={(event) => onChange(event.currentTarget.value)}
      />
      <p class="quiet" role="status">
        {words.trim() !== '' && t.found(count, of)}
      </p>
    </div>
  )
}

/** Those in whose texts every word stands, whatever its case and width. */
export function filterBy<T>(list: readonly T[], words: string, textsOf: (item: T) => readonly string[]): readonly T[] {
  const wanted = plain(words).split(/\s+/).filter(Boolean)
  return list.filter((item) => {
    const text = plain(textsOf(item).join(' '))
    return wanted.every((word) => text.includes(word))
  })
}

const plain = (text: string): string => text.normalize('NFKC').toLowerCase()
