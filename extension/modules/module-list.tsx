import type { ComponentChildren } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import { say, translate, type Language } from '../../core/i18n/text.ts'
import { ErrorNotice } from '../components/error-notice.tsx'
import { ModuleFacts } from './module-facts.tsx'
import { moduleState } from './module-state.ts'
import type { ModuleListing, StoredModule } from './module-store.ts'
import { stateTexts, texts } from './texts.ts'

interface ListProps {
  /** Undefined until they were read. */
  readonly listing: ModuleListing | undefined
  /** Milliseconds since 1970. */
  readonly now: number
  readonly language: Language
  /** By institution; `name` is what the person is told was removed. */
  readonly onRemove: (institution: string, name: string) => void
}

/** What was imported, each with what is to be known of it, and the way to be rid of it. */
export function ModuleList({ listing, now, language, onRemove }: ListProps) {
  const t = translate(texts, language)
  if (!listing) return <p class="panel-empty">{t.looking}</p>
  const { modules, damaged } = listing
  if (modules.length + damaged.length === 0) return <p class="panel-empty">{t.none}</p>
  return (
    <ul class="modules">
      {modules.map((module) => (
        <Module key={module.institution} module={module} now={now} language={language}>
          <Remove
            name={module.module}
            language={language}
            onRemove={() => onRemove(module.institution, module.module)}
          />
        </Module>
      ))}
      {damaged.map((institution) => (
        <li key={institution} class="module" data-state="damaged">
          <p class="module-name">{t.damagedRecord(institution)}</p>
          <ErrorNotice
            error={{ code: 'ERR_SAM_STORE', message: 'the record is no module' }}
            language={language}
            quiet
          />
          <Remove name={institution} language={language} onRemove={() => onRemove(institution, institution)} />
        </li>
      ))}
    </ul>
  )
}

function Module(props: {
  readonly module: StoredModule
  readonly now: number
  readonly language: Language
  readonly children: ComponentChildren
}) {
  const { module, language } = props
  const t = translate(texts, language)
  const state = moduleState(module, props.now)
  return (
    <li class="module" data-state={state} data-module={module.module}>
      <p class="module-name">
        {module.institutionName} <span class="module-state">{say(stateTexts[state], language)}</span>
      </p>
      <ModuleFacts module={module} language={language} />
      {(state === 'ending' || state === 'expired') && <p class="notice notice-warning">{t.renew}</p>}
      {state === 'revoked' && <p class="notice notice-error">{t.revokedHint}</p>}
      {props.children}
    </li>
  )
}

/** Asks once more in its place: the module's file may be long gone. */
function Remove(props: { readonly name: string; readonly language: Language; readonly onRemove: () => void }) {
  const { name, language } = props
  const t = translate(texts, language)
  const [asking, setAsking] = useState(false)
  const [wasAsked, setWasAsked] = useState(false)
  const cancel = useRef<HTMLButtonElement>(null)
  const remove = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    if (asking) cancel.current?.focus()
    else if (wasAsked) remove.current?.focus()
  }, [asking, wasAsked])
  const ask = (now: boolean) => {
    setWasAsked(true)
    setAsking(now)
  }
  if (!asking) {
    return (
      <button
        ref={remove}
        class="button button-small"
        type="button"
        data-action="remove"
        aria-label={t.removeModule(name)}
        onClick={() => ask(true)}
      >
        {t.remove}
      </button>
    )
  }
  return (
    <div class="module-question" role="group" aria-label={t.removeModule(name)}>
      <p>{t.removeQuestion(name)}</p>
      <div class="buttons">
        <button
          class="button button-danger button-small"
          type="button"
          data-action="remove-yes"
          onClick={props.onRemove}
        >
          {t.removeYes}
        </button>
        <button
          ref={cancel}
          class="button button-small"
          type="button"
          data-action="remove-cancel"
          onClick={() => ask(false)}
        >
          {t.cancel}
        </button>
      </div>
    </div>
  )
}
