import type { ComponentChildren } from 'preact'
import type { SerializedError } from '../../core/errors/coded-error.ts'
import { errorRow } from '../../core/errors/error-table.ts'
import { fillIn, say, type Language } from '../../core/i18n/text.ts'
import { sharedTexts } from './texts.ts'

/**
 * An error as a person reads it: heading, cause, remedy and the code for the helpdesk. It is an alert, so a screen reader
 * says it when it appears; `quiet` is for a place that is a live region itself.
 */
export function ErrorNotice(props: {
  readonly error: SerializedError
  readonly language: Language
  readonly quiet?: boolean
  readonly children?: ComponentChildren
}) {
  const row = errorRow(props.error.code)
  const sentence = (text: typeof row.heading) => fillIn(say(text, props.language), props.error.details)
  return (
    <section class="notice notice-error" role={props.quiet ? undefined : 'alert'} data-code={props.error.code}>
      <h2 class="notice-heading">{sentence(row.heading)}</h2>
      <p>{sentence(row.cause)}</p>
      <p class="notice-remedy">
        <b>{sentence(row.remedy)}</b>
        <code title={say(sharedTexts.errorCode, props.language)}>{props.error.code}</code>
      </p>
      {props.children}
    </section>
  )
}
