import { useEffect, useState } from 'preact/hooks'
import { say, translate, type Language } from '../../core/i18n/text.ts'
import { readerModels } from '../../demo/reader/reader-models.ts'
import type { DeskCardView } from '../../demo/reader/virtual-desk.ts'
import { Frame } from '../components/frame.tsx'
import { sharedTexts } from '../components/texts.ts'
import { CardTile } from './card-tile.demo.tsx'
import type { DeskAction, PanelDesk } from './panel-desk.demo.ts'
import { ReaderView } from './reader-view.demo.tsx'
import { texts } from './texts.ts'
import { useDesk } from './use-desk.demo.ts'
import '../components/button.css'
import '../components/notice.css'
import './demo-panel.css'

export interface DeskPanelProps {
  readonly desk: PanelDesk
  readonly language: Language
  /** Where the cards come from and the person goes next; undefined shows the desk as it is. */
  readonly portal: string | undefined
  readonly pairingPage: string
}

/** Readers, cards, and what to do with them. */
export function DeskPanel({ desk, language, portal, pairingPage }: DeskPanelProps) {
  const t = translate(texts, language)
  const { snapshot, failed, loading, load } = useDesk(desk, portal)
  const [heldId, setHeldId] = useState<string>()
  const [said, setSaid] = useState('')
  useEffect(() => {
    document.documentElement.lang = language
    document.title = `${t.title} – ${say(sharedTexts.product, language)}`
  }, [language, t.title])

  const { readers = [], cards = [] } = snapshot ?? {}
  const cardById = (id: string | null | undefined) => cards.find((card) => card.id === id)
  const held = cardById(heldId)
  const nameOf = (card: DeskCardView | undefined) => (card ? say(card.label, language) : '')

  const act = async (action: DeskAction, words = '') => {
    await desk.act(action)
    setSaid(words)
  }
  const insert = (reader: string, card: string) => {
    setHeldId(undefined)
    void act({ action: 'insert-card', reader, card }, t.inserted(nameOf(cardById(card)), reader))
  }
  const take = (card: DeskCardView) => {
    const again = card.id === heldId
    setHeldId(again ? undefined : card.id)
    setSaid(again ? '' : t.taken(nameOf(card)))
  }

  const tiles = (shown: readonly DeskCardView[]) => (
    <ul class="tiles">
      {shown.map((card) => (
        <CardTile
          key={card.id}
          card={card}
          language={language}
          held={card.id === heldId}
          onTake={() => take(card)}
          onReset={() => void act({ action: 'reset-card', card: card.id })}
        />
      ))}
    </ul>
  )
  const sound = cards.filter((card) => card.id === card.cardType)
  const faulty = cards.filter((card) => card.cardType !== null && card.id !== card.cardType)
  const modules = cards.filter((card) => card.cardType === null)
  const shelf = readerModels.filter(({ id }) => !readers.some(({ model }) => model === id))

  return (
    <Frame language={language}>
      <div class="desk" aria-busy={loading}>
        <section class="desk-intro">
          <h1>{t.title}</h1>
          <p>{t.next}</p>
          <p class="desk-links">
            {portal !== undefined && (
              <a class="button button-primary" href={portal}>
                {t.openPortal(new URL(portal).host)}
              </a>
            )}
            <a href={pairingPage}>{t.pairing}</a>
          </p>
        </section>
        {failed && portal !== undefined && (
          <div class="notice notice-error" role="alert">
            <p>{t.notLoaded(portal)}</p>
            <button class="button button-small" type="button" data-action="again" onClick={() => void load()}>
              {t.again}
            </button>
          </div>
        )}
        <p class="visually-hidden" role="status">
          {said}
        </p>
        <section aria-labelledby="readers">
          <h2 id="readers">{t.readers}</h2>
          <ul class="readers">
            {readers.map((reader) => (
              <ReaderView
                key={reader.name}
                reader={reader}
                card={cardById(reader.cardId)}
                held={held}
                language={language}
                onInsert={(card) => insert(reader.name, card)}
                onPull={() =>
                  void act({ action: 'remove-card', reader: reader.name }, t.pulled(nameOf(cardById(reader.cardId))))
                }
                onPlug={() => void act({ action: 'plug-reader', model: reader.model })}
                onUnplug={() => void act({ action: 'unplug-reader', reader: reader.name })}
                onKeypad={(entry) => act({ action: 'enter-on-keypad', reader: reader.name, entry })}
              />
            ))}
          </ul>
          {shelf.length > 0 && (
            <p class="shelf">
              <span>{t.shelf}</span>
              {shelf.map((model) => (
                <button
                  key={model.id}
                  class="button button-small"
                  type="button"
                  data-model={model.id}
                  onClick={() => void act({ action: 'plug-reader', model: model.id })}
                >
                  {say(model.label, language)}
                </button>
              ))}
            </p>
          )}
        </section>
        <section aria-labelledby="tray">
          <h2 id="tray">{t.tray}</h2>
          <p class="desk-hint">{cards.length === 0 ? t.noCards : t.takeHint}</p>
          {tiles(sound)}
        </section>
        {faulty.length > 0 && (
          <section aria-labelledby="faults">
            <h2 id="faults">{t.faults}</h2>
            {tiles(faulty)}
          </section>
        )}
        {modules.length > 0 && (
          <section aria-labelledby="modules">
            <h2 id="modules">{t.modules}</h2>
            {tiles(modules)}
          </section>
        )}
      </div>
    </Frame>
  )
}
