import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { useTexts } from '../state/language.ts'
import { Button } from './button.tsx'

const texts = {
  done: { zhTW: '已複製', en: 'Copied' },
  failed: { zhTW: '無法複製', en: 'Could not copy' },
}

/** Puts a text on the clipboard and says whether that worked. */
export function CopyButton({ label, text }: { label: string; text: () => string }): JSX.Element {
  const t = useTexts(texts)
  const [outcome, setOutcome] = useState<keyof typeof texts>()
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text())
      setOutcome('done')
    } catch {
      setOutcome('failed') // no permission, or the window lost the focus
    }
  }
  return (
    <>
      <Button kind="quiet" icon={outcome === 'done' ? 'ok' : 'copy'} onClick={() => void copy()}>
        {label}
      </Button>
      <span role="status">{outcome && t[outcome]}</span>
    </>
  )
}
