import { useEffect, useRef } from 'preact/hooks'
import type { SerializedError } from '../../core/errors/coded-error.ts'
import { say, translate, type Language } from '../../core/i18n/text.ts'
import type { ModulesState } from '../../core/protocol/modules.ts'
import { ErrorNotice } from '../components/error-notice.tsx'
import { Frame } from '../components/frame.tsx'
import { sharedTexts } from '../components/texts.ts'
import { formatTime } from './format-day.ts'
import { ImportSection } from './import-section.tsx'
import { ModuleList } from './module-list.tsx'
import type { ModuleListing } from './module-store.ts'
import type { ModuleOffer } from './offer-module.ts'
import { revocationTexts, texts } from './texts.ts'
import '../components/button.css'
import '../components/notice.css'
import './modules.css'

export interface ModulesPageProps {
  readonly language: Language
  /** What the worker knows; undefined until it has told. */
  readonly state: ModulesState | undefined
  /** The worker does not answer. */
  readonly isLost: boolean
  /** Undefined until they were read. */
  readonly listing: ModuleListing | undefined
  /** Why they cannot be read or changed. */
  readonly error: SerializedError | undefined
  /** What the last press came to. */
  readonly done: string
  /** Milliseconds since 1970. */
  readonly now: number
  readonly offer: (file: File) => Promise<ModuleOffer>
  readonly accept: (offer: ModuleOffer, secret: Uint8Array) => Promise<void>
  readonly remove: (institution: string, name: string) => Promise<void>
  readonly askRevocations: () => void
}

/** Where an institution's cloud security module is imported, looked at and removed. */
export function ModulesPage(props: ModulesPageProps) {
  const { language, state, error } = props
  const t = translate(texts, language)
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    document.documentElement.lang = language
    document.title = `${t.title} – ${say(sharedTexts.product, language)}`
  }, [language, t.title])
  const remove = async (institution: string, name: string) => {
    await props.remove(institution, name)
    heading.current?.focus() // the button that was pressed is gone
  }
  return (
    <Frame language={language}>
      <div class="modules-page">
        <h1>{t.title}</h1>
        <p class="modules-intro">{t.intro}</p>
        {props.isLost && (
          <ErrorNotice
            error={{ code: 'ERR_BRIDGE_TIMEOUT', message: 'no answer from the worker' }}
            language={language}
          />
        )}
        {state?.allowed === false && (
          <p class="notice notice-error" role="alert" data-code="ERR_SAM_OFF">
            {t.off}
          </p>
        )}
        {state?.allowed && <ImportSection language={language} offer={props.offer} accept={props.accept} />}
        <div role="status" class="panel-status">
          {props.done && <p class="notice notice-good">{props.done}</p>}
        </div>
        <section class="panel" aria-labelledby="modules">
          <h2 id="modules" tabIndex={-1} ref={heading}>
            {t.here}
          </h2>
          {error && <ErrorNotice error={error} language={language} />}
          <ModuleList
            listing={props.listing}
            now={props.now}
            language={language}
            onRemove={(institution, name) => void remove(institution, name)}
          />
          {state && <Revocation state={state} language={language} onAsk={props.askRevocations} />}
        </section>
      </div>
    </Frame>
  )
}

/** What is known of revocations, and since when. */
function Revocation(props: { readonly state: ModulesState; readonly language: Language; readonly onAsk: () => void }) {
  const { language } = props
  const { revocation, toldAt } = props.state
  const t = translate(texts, language)
  const when = toldAt === null ? undefined : formatTime(toldAt, language)
  return (
    <div class="revocation" data-revocation={revocation}>
      <p role="status">{say(revocationTexts[revocation](when), language)}</p>
      <button
        class="button button-small"
        type="button"
        data-action="ask-revocations"
        disabled={revocation === 'asking'}
        onClick={props.onAsk}
      >
        {t.askAgain}
      </button>
    </div>
  )
}
