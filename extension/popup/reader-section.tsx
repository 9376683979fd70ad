import { isReaderServiceError } from '../../core/errors/is-reader-service-error.ts'
import { say, translate, type Language } from '../../core/i18n/text.ts'
import type { PopupReader, PopupRequest, PopupState } from '../../core/protocol/popup.ts'
import { ReaderIcon } from '../components/icons.tsx'
import { HiddenReaders } from '../components/hidden-readers.tsx'
import { ReaderLine, ReaderRefusal } from '../components/reader-line.tsx'
import { sharedTexts } from '../components/texts.ts'
import { hostOf } from './host-of.ts'
import { ReadersFrame } from './readers-frame.tsx'
import { texts } from './texts.ts'

type Send = (request: PopupRequest) => void

/** The readers and what is in each; without one, the way to choose one. */
export function ReaderSection(props: {
  readonly readers: PopupState['readers']
  readonly language: Language
  readonly send: Send
}) {
  const { readers, language, send } = props
  const t = translate(texts, language)
  // Why there are none by way of the card service is no reader: it stands with the rest of what helps.
  const services = readers?.filter(isService) ?? []
  const real = readers?.filter((reader) => !isService(reader) && !reader.hidden)
  return (
    <ReadersFrame language={language} areKnown={readers !== null} status={real?.length === 0 ? t.noReader : undefined}>
      {real?.length === 0 && (
        <div class="popup-empty">
          <ReaderIcon />
          <p>
            <b>{t.noReader}</b>
          </p>
          <p>{t.noReaderHint}</p>
          <button
            class="button button-primary"
            type="button"
            data-action="choose-reader"
            onClick={() => send({ action: 'open-pairing' })}
          >
            {say(sharedTexts.chooseReader, language)}
          </button>
          {services.map(
            ({ readerName, error }) => error && <ReaderRefusal key={readerName} error={error} language={language} />,
          )}
        </div>
      )}
      <ul class="popup-readers">
        {real?.map((reader) => (
          <Reader key={reader.readerName} reader={reader} language={language} send={send} />
        ))}
      </ul>
      <HiddenReaders readers={readers ?? []} language={language} />
    </ReadersFrame>
  )
}

const isService = ({ error }: PopupReader): boolean => error !== undefined && isReaderServiceError(error.code)

function Reader(props: { readonly reader: PopupReader; readonly language: Language; readonly send: Send }) {
  const { reader, language, send } = props
  const { readerName, watchedFor } = reader
  const t = translate(texts, language)
  const isWatched = watchedFor.length > 0
  return (
    <li class="popup-reader" data-watched={isWatched}>
      <ReaderLine reader={reader} language={language}>
        {isWatched && (
          <div class="popup-watch">
            <p>
              <span class="popup-badge">{t.inUse}</span>{' '}
              <span translate={false}>{watchedFor.map(hostOf).join('、')}</span>
            </p>
            <p class="popup-watch-hint">{reader.canRelease ? t.held : t.watched}</p>
            {reader.canRelease && (
              <button
                class="button button-small"
                type="button"
                data-action="release"
                aria-label={t.releaseReader(readerName)}
                onClick={() => send({ action: 'release', readerName })}
              >
                {t.release}
              </button>
            )}
          </div>
        )}
      </ReaderLine>
    </li>
  )
}
