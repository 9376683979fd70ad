import { translate, type Language } from '../../core/i18n/text.ts'
import type { PinWindowModule } from '../../core/protocol/pin-window.ts'
import { texts } from './texts.ts'

/** Whose security module, and the end of its code. */
export function ModuleLine({ module, language }: { readonly module: PinWindowModule; readonly language: Language }) {
  const t = translate(texts, language)
  return (
    <>
      <span class="module-institution">{t.institution(module.institutionName, module.institution)}</span>{' '}
      <span class="module-code">{t.moduleEnd(module.code.slice(-4))}</span>
    </>
  )
}
