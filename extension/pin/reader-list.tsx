import { cardTypes } from '../../core/cards/card-types.ts'
import type { SerializedError } from '../../core/errors/coded-error.ts'
import { errorRow } from '../../core/errors/error-table.ts'
import { fillIn, say, translate, type Language } from '../../core/i18n/text.ts'
import type { PinWindowReader, PinWindowState } from '../../core/protocol/pin-window.ts'
import { CardIcon, ReaderIcon } from '../components/icons.tsx'
import { CopyForHelpdesk } from './copy-for-helpdesk.tsx'
import { readerCardTexts, texts } from './texts.ts'

/**
 * The readers and what is in each. With two usable cards the person chooses; a reader that is not offered says why,
 * folded away when there is a card to go on with.
 * `onChoose` is called with a reader whose card is usable.
 */
export function ReaderList(props: { readonly state: PinWindowState; readonly onChoose: (readerName: string) => void }) {
  const { readers, chosenReader, language, error } = props.state
  const t = translate(texts, language)
  const usable = readers.filter((reader) => reader.card === 'usable')
  const others = readers.filter((reader) => reader.card !== 'usable')
  const choice = usable.length > 1
  if (readers.length === 0) return null
  const item = (reader: PinWindowReader) => {
    const chosen = reader.readerName === chosenReader
    const content = <ReaderLine reader={isTold(reader, error) ? withoutError(reader) : reader} language={language} />
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
  if (usable.length === 0) {
    return (
      <section class="readers" aria-label={t.reader}>
        <ul>{others.map(item)}</ul>
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
    </div>
  )
}

/** What the alert above the list says already is not said again in it. */
const isTold = (reader: PinWindowReader, told: SerializedError | null): boolean =>
  told !== null && JSON.stringify(reader.error) === JSON.stringify(told)

const withoutError = ({ error: _told, ...reader }: PinWindowReader): PinWindowReader => reader

function ReaderLine({ reader, language }: { readonly reader: PinWindowReader; readonly language: Language }) {
  const t = translate(texts, language)
  return (
    <div class="reader-line">
      {reader.card === 'usable' ? <CardIcon /> : <ReaderIcon />}
      <div>
        <p class="reader-card">{cardName(reader, language)}</p>
        {reader.cardSn !== undefined && (
          <p class="reader-number" translate={false}>
            {t.cardNumber(reader.cardSn)}
          </p>
        )}
        <p class="reader-name">{reader.readerName}</p>
        {reader.error && <ReaderRefusal error={reader.error} language={language} />}
        {reader.error && <CopyForHelpdesk error={reader.error} readerName={reader.readerName} language={language} />}
      </div>
    </div>
  )
}

/** Heading and cause are the same for many readers; what helps here is the cause and what to do about it. */
function ReaderRefusal(props: { readonly error: NonNullable<PinWindowReader['error']>; readonly language: Language }) {
  const { error, language } = props
  const { cause, remedy } = errorRow(error.code)
  return (
    <p class="reader-refusal" data-code={error.code}>
      {fillIn(say(cause, language), error.details)}
      {language === 'en' ? ' ' : ''}
      {fillIn(say(remedy, language), error.details)}
    </p>
  )
}

/** The kind of card when it is known, whatever may be wrong with it; else the state of the reader. */
function cardName(reader: PinWindowReader, language: Language): string {
  if (reader.cardType !== undefined) return say(cardTypes[reader.cardType].label, language)
  return reader.card === 'usable' ? '' : say(readerCardTexts[reader.card], language)
}
