import { say, translate, type Language } from '../../core/i18n/text.ts'
import { formatDay } from './format-day.ts'
import type { StoredModule } from './module-store.ts'
import { environmentTexts, texts } from './texts.ts'

export type ShownModule = Pick<
  StoredModule,
  'module' | 'institution' | 'institutionName' | 'environment' | 'notBefore' | 'notAfter'
>

/** Whose module it is, which one, for what, and from when to when. */
export function ModuleFacts({ module, language }: { readonly module: ShownModule; readonly language: Language }) {
  const t = translate(texts, language)
  const day = (at: number) => formatDay(at, language)
  const rows = [
    [t.institution, `${module.institutionName}（${module.institution}）`],
    [t.module, module.module],
    [t.environment, say(environmentTexts[module.environment], language)],
    [t.validity, t.fromTo(day(module.notBefore), day(module.notAfter))],
  ] as const
  return (
    <dl class="module-facts" data-environment={module.environment}>
      {rows.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}
