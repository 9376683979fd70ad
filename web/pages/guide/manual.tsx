import type { JSX } from 'preact'
import { say } from '../../../core/i18n/text.ts'
import { Disclosure } from '../../components/disclosure.tsx'
import { useLanguage } from '../../state/language.ts'
import { manual } from './manual-parts.ts'

/** 使用指南. */
export function Manual(): JSX.Element {
  const language = useLanguage()
  return (
    <>
      {manual.map(({ id, title, steps }) => (
        <Disclosure key={id} id={id} title={say(title, language)}>
          {() => (
            <ol>
              {steps.map((step) => (
                <li key={step.en}>{say(step, language)}</li>
              ))}
            </ol>
          )}
        </Disclosure>
      ))}
    </>
  )
}
