import { useCallback, useEffect, useRef, useState } from 'preact/hooks'
import { isCoded, serializeError, type SerializedError } from '../../core/errors/coded-error.ts'
import { translate, type Language } from '../../core/i18n/text.ts'
import { ErrorNotice } from '../components/error-notice.tsx'
import { ImportForm } from './import-form.tsx'
import type { ModuleOffer } from './offer-module.ts'
import { texts } from './texts.ts'

type Step =
  | { readonly kind: 'idle' | 'reading' }
  | { readonly kind: 'offer'; readonly offer: ModuleOffer }
  | { readonly kind: 'refused'; readonly error: SerializedError }

/** A .SAM file is dropped or chosen, shown for what it is, and opened with its secret. */
export function ImportSection(props: {
  readonly language: Language
  /** Errors: ERR_SAM_*. */
  readonly offer: (file: File) => Promise<ModuleOffer>
  /** Owns `secret` and zeroes it. Errors: ERR_SAM_*. */
  readonly accept: (offer: ModuleOffer, secret: Uint8Array) => Promise<void>
}) {
  const { language, offer } = props
  const t = translate(texts, language)
  const [step, setStep] = useState<Step>({ kind: 'idle' })
  const [over, setOver] = useState(false)
  const chooser = useRef<HTMLInputElement>(null)
  const wasOffered = useRef(false)
  /** Of two files the later counts, whichever is read first. */
  const latest = useRef<File>(undefined)

  const take = useCallback(
    async (file: File | undefined) => {
      if (!file) return
      latest.current = file
      setStep({ kind: 'reading' })
      const next = await offer(file).then((found): Step => ({ kind: 'offer', offer: found }), refused)
      if (latest.current === file) setStep(next)
    },
    [offer],
  )
  const leave = () => {
    if (step.kind === 'offer') step.offer.forget()
    setStep({ kind: 'idle' })
  }
  // Back to where the file was chosen, once the form is gone.
  useEffect(() => {
    if (step.kind === 'idle' && wasOffered.current) chooser.current?.focus()
    wasOffered.current = step.kind === 'offer'
  }, [step.kind])

  return (
    <section class="panel" aria-labelledby="import" data-step={step.kind}>
      <h2 id="import">{t.importHeading}</h2>
      {step.kind === 'offer' ? (
        <ImportForm
          key={step.offer.module.module}
          offer={step.offer}
          language={language}
          accept={(secret) => props.accept(step.offer, secret)}
          onLeave={leave}
        />
      ) : (
        <div
          class={over ? 'drop-place drop-place-over' : 'drop-place'}
          onDragOver={(event) => {
            event.preventDefault()
            setOver(true)
          }}
          onDragLeave={() => setOver(false)}
          onDrop={(event) => {
            event.preventDefault()
            setOver(false)
            void take(event.dataTransfer?.files[0])
          }}
        >
          <p id="drop-hint">{t.drop}</p>
          <label class="button button-primary" for="module-file">
            {t.choose}
          </label>
          {/* Not `accept`: a person who has only the ZIP is told so, instead of finding nothing to choose. */}
          <input
            ref={chooser}
            class="visually-hidden"
            id="module-file"
            type="file"
            aria-describedby="drop-hint"
            onChange={(event) => {
              const field = event.currentTarget
              const [file] = field.files ?? []
              field.value = '' // the same file may be chosen again
              void take(file)
            }}
          />
        </div>
      )}
      <div role="status" class="panel-status">
        {step.kind === 'reading' && <p>{t.reading}</p>}
        {step.kind === 'offer' && <p class="visually-hidden">{t.readyToImport}</p>}
      </div>
      {step.kind === 'refused' && <ErrorNotice error={step.error} language={language} />}
    </section>
  )
}

function refused(error: unknown): Step {
  if (isCoded(error)) return { kind: 'refused', error: serializeError(error) }
  throw error
}
