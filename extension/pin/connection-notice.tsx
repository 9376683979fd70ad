import { useEffect, useRef, useState } from 'preact/hooks'
import { translate, type Language } from '../../core/i18n/text.ts'
import { texts } from './texts.ts'

/** Milliseconds that the good news stays. */
const shownFor = 4000

/** Says that the worker is being started again, then that the work goes on. Lies over the page, so that nothing moves. */
export function ConnectionNotice(props: { readonly connected: boolean; readonly language: Language }) {
  const t = translate(texts, props.language)
  const wasAway = useRef(false)
  const [back, setBack] = useState(false)
  useEffect(() => {
    if (!props.connected) {
      wasAway.current = true
      setBack(false)
      return undefined
    }
    if (!wasAway.current) return undefined
    wasAway.current = false
    setBack(true)
    const timer = setTimeout(() => setBack(false), shownFor)
    return () => clearTimeout(timer)
  }, [props.connected])
  return (
    <p class="connection-notice" role="status">
      {props.connected ? (back ? t.goesOn : '') : t.reconnecting}
    </p>
  )
}
