import type { SerializedError } from '../../core/errors/coded-error.ts'
import { translate } from '../../core/i18n/text.ts'
import type { PinWindowReader, PinWindowState } from '../../core/protocol/pin-window.ts'
import { HiddenReaders } from '../components/hidden-readers.tsx'
import { ReaderLine } from '../components/reader-line.tsx'
import { CopyForHelpdesk } from './copy-for-helpdesk.tsx'
import { texts } from './texts.ts'

/**
 * The readers and what is in each. With two usable cards the person chooses; a reader that is not offered says why,
 * folded away when there is a card to go on with.
 * `onChoose` is called with a reader whose card is usable.
 */
export function ReaderList(props: { readonly state: PinWindowState; readonly onChoose: (readerName: string) => void }) {
  const { chosenReader, language, error } = props.state
  const readers = props.state.readers.filter(({ hidden }) => !hidden)
  const t = translate(texts, language)
  const usable = readers.filter((reader) => reader.card === 'usable')
  const others = readers.filter((reader) => reader.card !== 'usable')
  const choice = usable.length > 1
  const item = (reader: PinWindowReader) => {
    const chosen = reader.readerName === chosenReader
    const told = isTold(reader, error) ? withoutError(reader) : reader
    const content = (
      <ReaderLine reader={told} language={language}>
        {told.error && <CopyForHelpdesk error={told.error} readerName={told.readerName} language={language} />}
      </ReaderLine>
    )
    return (
      <li key={reader.readerName} class={chosen ? 'reader reader-chosen' : 'reader'} data-card={reader.card}>
        {choice && reader.card === 'usable' ? (
          <label class="reader-choice">
            <input
              type="radio"
              name="reader"
              value={reader.readerName}
              checked={chosen}
              onChange={() => props.onChoose(reader.readerName)}
            />
            {content}
          </label>
        ) : (
          content
        )}
      </li>
    )
  }
  if (props.state.readers.length === 0) return null
  const hidden = (
    <HiddenReaders
      readers={props.state.readers}
      language={language}
      more={({ error, readerName }) =>
        error && <CopyForHelpdesk error={error} readerName={readerName} language={language} />
      }
    />
  )
  if (usable.length === 0) {
    return (
      <section class="readers" aria-label={t.reader}>
        {others.length > 0 && <ul>{others.map(item)}</ul>}
        {hidden}
      </section>
    )
  }
  return (
    <div class="readers">
      {choice ? (
        <fieldset>
          <legend>{t.readers}</legend>
          <ul>{usable.map(item)}</ul>
        </fieldset>
      ) : (
        <ul aria-label={t.reader}>{usable.map(item)}</ul>
      )}
      {others.length > 0 && (
        <details class="readers-other">
          <summary>{t.otherReaders(others.length)}</summary>
          <ul>{others.map(item)}</ul>
        </details>
      )}
      {hidden}
    </div>
  )
}

/** What the alert above the list says already is not said again in it. */
const isTold = (reader: PinWindowReader, told: SerializedError | null): boolean =>
  told !== null && JSON.stringify(reader.error) === JSON.stringify(told)

const withoutError = ({ error: _told, ...reader }: PinWindowReader): PinWindowReader => reader
