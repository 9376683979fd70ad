import type { ComponentChildren } from 'preact'
import { say, type Language } from '../../core/i18n/text.ts'
import { hiddenReaders, type HiddenReaderKind } from '../../core/smartcard/hidden-readers.ts'
import { ReaderIcon } from './icons.tsx'
import { showHiddenReaders } from './texts.ts'
import './reader-line.css'

interface MaybeHidden {
  readonly readerName: string
  readonly hidden?: HiddenReaderKind | undefined
}

/** Readers of other products, each with why it is not in the list: that may be wrong, and then a person must see it. */
export function HiddenReaders<T extends MaybeHidden>(props: {
  /** Of all readers, hidden or not. */
  readonly readers: readonly T[]
  readonly language: Language
  /** What stands below a hidden reader. */
  readonly more?: (reader: T) => ComponentChildren
}) {
  const { readers, language, more } = props
  const hidden = readers.flatMap((reader) => (reader.hidden ? [{ reader, kind: reader.hidden }] : []))
  if (hidden.length === 0) return null
  return (
    <details class="readers-hidden">
      <summary>{say(showHiddenReaders(hidden.length), language)}</summary>
      <ul>
        {hidden.map(({ reader, kind }) => (
          <li key={reader.readerName} class="reader" data-hidden={kind}>
            <div class="reader-line">
              <ReaderIcon />
              <div>
                <p class="reader-name">{reader.readerName}</p>
                <p class="reader-hidden-reason">{say(hiddenReaders[kind].reason, language)}</p>
                {more?.(reader)}
              </div>
            </div>
          </li>
        ))}
      </ul>
    </details>
  )
}
