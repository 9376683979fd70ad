import { useRef, useState } from 'preact/hooks'
import type { SerializedError } from '../../core/errors/coded-error.ts'
import { say, translate, type Language } from '../../core/i18n/text.ts'
import { sharedTexts } from '../components/texts.ts'
import { texts } from './texts.ts'

/**
 * What a helpdesk needs to make out a card that we do not know, with a button that copies it: the reader and the card's
 * answer to reset, which names the make of card and nothing of its holder. Nothing for an error that tells no answer.
 */
export function CopyForHelpdesk(props: {
  readonly error: SerializedError
  readonly readerName: string | undefined
  readonly language: Language
}) {
  const { error, readerName, language } = props
  const t = translate(texts, language)
  const told = useRef<HTMLElement>(null)
  const [outcome, setOutcome] = useState<'copied' | 'selected'>()
  const answerToReset = error.details?.['answerToReset']
  if (typeof answerToReset !== 'string') return null

  const atr = (answerToReset.toUpperCase().match(/../g) ?? []).join(' ')
  const lines = [
    `${say(sharedTexts.errorCode, language)}: ${error.code}`,
    ...(readerName === undefined ? [] : [`${t.reader}: ${readerName}`]),
    `ATR: ${atr}`,
  ]
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(lines.join('\n'))
      setOutcome('copied')
    } catch {
      // Forbidden by policy, or the window lost the focus: the person copies what is marked.
      if (told.current) getSelection()?.selectAllChildren(told.current)
      setOutcome('selected')
    }
  }
  return (
    <div class="helpdesk">
      <code class="helpdesk-atr" ref={told} translate={false}>
        ATR {atr}
      </code>
      <button class="button" type="button" data-action="copy-for-helpdesk" onClick={() => void copy()}>
        {t.copyForHelpdesk}
      </button>
      <span role="status">{outcome && t[outcome]}</span>
    </div>
  )
}
