import type { JSX } from 'preact'
import { useTexts } from '../../state/language.ts'
import { supportSignInTexts } from './support-sign-in-texts.ts'
import './support-sign-in.css'

/** 已完成申辦流程的 N%: said again whenever it changes. */
export function Done({ percent }: { percent: number }): JSX.Element {
  const t = useTexts(supportSignInTexts)
  return (
    <div class="support-done">
      <p id="support-done" role="status">
        {t.done(percent)}
      </p>
      <progress aria-labelledby="support-done" max={100} value={percent} />
    </div>
  )
}
