import { useState } from 'preact/hooks'
import { say, translate, type Language } from '../../core/i18n/text.ts'
import type { DeskReader } from '../../demo/reader/desk-state.ts'
import type { KeypadEntry } from '../../demo/reader/keypad.ts'
import { readerModel } from '../../demo/reader/reader-models.ts'
import type { DeskCardView } from '../../demo/reader/virtual-desk.ts'
import { cardDragType } from './card-tile.demo.tsx'
import { Keypad } from './keypad.demo.tsx'
import { texts } from './texts.ts'

/** A reader on the desk with its slot, its light and its plug. */
export function ReaderView(props: {
  readonly reader: DeskReader
  readonly card: DeskCardView | undefined
  /** The card in the person's hand. */
  readonly held: DeskCardView | undefined
  readonly language: Language
  readonly onInsert: (cardId: string) => void
  readonly onPull: () => void
  readonly onPlug: () => void
  readonly onUnplug: () => void
  /** Rejects when the reader does not ask for a PIN. */
  readonly onKeypad: (entry: KeypadEntry) => Promise<void>
}) {
  const { reader, card, held, language } = props
  const t = translate(texts, language)
  const [over, setOver] = useState(false)
  const model = say(readerModel(reader.model).label, language)
  const status = reader.plugged ? (reader.granted ? t.ready : t.notGranted) : t.unplugged
  const dragged = (event: DragEvent) => event.dataTransfer?.types.includes(cardDragType) ?? false
  return (
    <li
      class="reader"
      data-reader={reader.name}
      data-plugged={reader.plugged}
      data-granted={reader.granted}
      data-over={over}
      onDragOver={(event) => {
        if (!dragged(event)) return
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        setOver(false)
        const cardId = event.dataTransfer?.getData(cardDragType)
        if (!cardId) return
        event.preventDefault()
        props.onInsert(cardId)
      }}
    >
      <div class="reader-drawing" aria-hidden="true">
        <div class="reader-card" data-in={card !== undefined} data-kind={card && (card.cardType ?? 'module')}>
          {card && say(card.label, language)}
        </div>
        <div class="reader-body">
          <span class="reader-slot" />
          <span class="reader-maker">{readerModel(reader.model).manufacturerName}</span>
          <span class="reader-light" />
        </div>
        <div class="reader-cable" />
      </div>
      <h3 class="reader-name" translate={false}>
        {reader.name}
      </h3>
      {model.toLowerCase() !== reader.name.toLowerCase() && <p class="reader-model">{model}</p>}
      <p class="reader-status">{status}</p>
      <p class="reader-content">{card ? say(card.label, language) : t.emptySlot}</p>
      {reader.plugged && readerModel(reader.model).pinSupport && (
        <Keypad readerName={reader.name} language={language} onEnter={props.onKeypad} />
      )}
      <div class="buttons">
        {held && held.readerName !== reader.name && (
          <button
            class="button button-small button-primary"
            type="button"
            data-action="insert"
            onClick={() => props.onInsert(held.id)}
          >
            {card ? t.swap(say(held.label, language)) : t.insert(say(held.label, language))}
          </button>
        )}
        {card && (
          <button
            class="button button-small"
            type="button"
            data-action="pull"
            aria-label={t.pullCard(say(card.label, language), reader.name)}
            onClick={props.onPull}
          >
            {t.pull}
          </button>
        )}
        <button
          class="button button-small"
          type="button"
          data-action={reader.plugged ? 'unplug' : 'plug'}
          aria-label={reader.plugged ? t.unplugReader(reader.name) : t.plugReader(reader.name)}
          onClick={reader.plugged ? props.onUnplug : props.onPlug}
        >
          {reader.plugged ? t.unplug : t.plug}
        </button>
      </div>
    </li>
  )
}
