import { useEffect, useRef, useState } from 'preact/hooks'
import { isCoded, serializeError, type SerializedError } from '../../core/errors/coded-error.ts'
import { translate, type Language } from '../../core/i18n/text.ts'
import { ErrorNotice } from '../components/error-notice.tsx'
import { formatDay } from './format-day.ts'
import { ModuleFacts } from './module-facts.tsx'
import type { ModuleOffer } from './offer-module.ts'
import { takeSecret } from './take-secret.ts'
import { texts } from './texts.ts'

/** What a file says, before it is taken, and the field for its secret. */
export function ImportForm(props: {
  readonly offer: ModuleOffer
  readonly language: Language
  /** Owns `secret`. Resolves when the module was imported. Errors: ERR_SAM_*. */
  readonly accept: (secret: Uint8Array) => Promise<void>
  /** Imported, or given up. */
  readonly onLeave: () => void
}) {
  const { language, offer } = props
  const { module, replaces } = offer
  const t = translate(texts, language)
  const heading = useRef<HTMLHeadingElement>(null)
  const field = useRef<HTMLInputElement>(null)
  const [shown, setShown] = useState(false)
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<SerializedError>()
  // What the file says is read before its secret is typed.
  useEffect(() => heading.current?.focus(), [])

  const submit = async (event: Event) => {
    event.preventDefault()
    if (busy || !field.current) return
    setBusy(true)
    setError(undefined)
    try {
      await props.accept(takeSecret(field.current))
      props.onLeave()
    } catch (refusal) {
      if (!isCoded(refusal)) throw refusal
      setError(serializeError(refusal))
      field.current?.focus()
    } finally {
      setBusy(false)
    }
  }

  const kind: object = { type: shown ? 'text' : 'password' } // Preact types an input by its type, one at a time
  return (
    <form class="import-form" autocomplete="off" onSubmit={(event) => void submit(event)}>
      <h3 ref={heading} tabIndex={-1}>
        {t.fileSays}
      </h3>
      <ModuleFacts module={module} language={language} />
      {replaces && (
        <div class="notice notice-warning">
          <p>{t.replaces(replaces.module, formatDay(replaces.notAfter, language))}</p>
          <label class="check">
            <input type="checkbox" name="replace" required /> {t.replaceAgreed}
          </label>
        </div>
      )}
      {error && <ErrorNotice error={error} language={language} />}
      <div class="secret">
        <label for="secret">{t.secret}</label>
        <p class="secret-hint" id="secret-hint">
          {t.secretHint}
        </p>
        <input
          {...kind}
          ref={field}
          class="secret-field"
          id="secret"
          required
          autocomplete="off"
          autocapitalize="characters"
          spellcheck={false}
          maxLength={64}
          readOnly={busy}
          aria-describedby="secret-hint"
          aria-invalid={error?.code === 'ERR_SAM_SECRET' || error?.code === 'ERR_SAM_SECRET_FORM'}
        />
        <label class="check">
          <input type="checkbox" checked={shown} onChange={(event) => setShown(event.currentTarget.checked)} />{' '}
          {t.showSecret}
        </label>
      </div>
      <div role="status" class="panel-status">
        {busy && <p>{t.importing}</p>}
      </div>
      <div class="buttons">
        <button class="button button-primary" type="submit" data-action="import" disabled={busy}>
          {t.import}
        </button>
        <button class="button" type="button" data-action="cancel" disabled={busy} onClick={props.onLeave}>
          {t.cancel}
        </button>
      </div>
    </form>
  )
}
