import type { ComponentChildren } from 'preact'
import { say, type Language } from '../../core/i18n/text.ts'
import { ProductIcon } from './icons.tsx'
import { sharedTexts } from './texts.ts'
import './tokens.css'
import './base.css'
import './frame.css'

/**
 * Every screen of the extension has the same fixed frame with the product's name, so that a person knows its windows;
 * `phase` is on the main element as `data-phase`.
 */
export function Frame(props: {
  readonly language: Language
  readonly phase?: string
  readonly footer?: ComponentChildren
  readonly children: ComponentChildren
}) {
  return (
    <div class="frame">
      <header class="frame-bar">
        <ProductIcon />
        <span>{say(sharedTexts.product, props.language)}</span>
      </header>
      <main class="frame-main" data-phase={props.phase}>
        {props.children}
      </main>
      {props.footer && <footer class="frame-footer">{props.footer}</footer>}
    </div>
  )
}
