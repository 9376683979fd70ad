import type { JSX } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import { Notice } from './notice.tsx'
import './done-notice.css'

/**
 * Says what was done, to eye and ear: its place is always there, so that a screen reader hears what comes into it. When
 * what had the focus is gone with the change, the focus comes here.
 */
export function DoneNotice({ message }: { message: string | undefined }): JSX.Element {
  const place = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (message !== undefined && document.activeElement === document.body) place.current?.focus()
  }, [message])
  return (
    <div role="status" tabIndex={-1} ref={place} class="done-notice">
      {message !== undefined && (
        <Notice tone="ok">
          <p>{message}</p>
        </Notice>
      )}
    </div>
  )
}
