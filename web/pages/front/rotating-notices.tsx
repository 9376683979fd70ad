import type { JSX } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import type { AnnouncementItem } from '../../../core/protocol/announcements.ts'
import { Button } from '../../components/button.tsx'
import { Day } from '../../components/date-time.tsx'
import { Link } from '../../components/link.tsx'
import { useTexts } from '../../state/language.ts'
import { announcementTexts } from '../announcements/announcement-texts.ts'
import { frontTexts } from './front-texts.ts'

/** Milliseconds for which each is shown: time to read a long title twice. */
const each = 8000

/**
 * Announcements one at a time, in turn (WCAG 2.2.2, the WAI-ARIA carousel pattern): it pauses at a button, while the pointer
 * or the focus is on it, and from the beginning for who wants no motion. All keep their place, so that nothing moves.
 */
export function RotatingNotices({ items }: { items: readonly AnnouncementItem[] }): JSX.Element {
  const t = useTexts(frontTexts)
  const none = useTexts(announcementTexts).none
  const [at, setAt] = useState(0)
  const [plays, setPlays] = useState(true)
  const [isHeld, setHeld] = useState(false)
  const count = items.length
  const turns = plays && !isHeld && count > 1

  useEffect(() => {
    if (matchMedia('(prefers-reduced-motion: reduce)').matches) setPlays(false)
  }, [])
  useEffect(() => {
    if (!turns) return undefined
    const timer = setTimeout(() => setAt((at + 1) % count), each)
    return () => clearTimeout(timer)
  }, [turns, at, count])

  if (count === 0) return <p>{none}</p>
  const step = (by: number) => setAt((at + by + count) % count)
  const hold = () => setHeld(true)
  const letGo = () => setHeld(false)
  return (
    <div
      class="rotating"
      data-rotating={turns ? 'on' : 'off'}
      onMouseEnter={hold}
      onMouseLeave={letGo}
      onFocusIn={hold}
      onFocusOut={letGo}
    >
      <ul aria-live={turns ? 'off' : 'polite'}>
        {items.map(({ id, day, titleText }, index) => (
          <li key={id} data-shown={index === at ? 'true' : 'false'}>
            <span class="announcement-about">
              <Day iso={day} />
            </span>
            <Link to="/announcements" query={`?list=system&open=${id}`}>
              {titleText}
            </Link>
          </li>
        ))}
      </ul>
      {count > 1 && (
        <div class="rotating-tools">
          <Button kind="quiet" onClick={() => setPlays(!plays)}>
            {plays ? t.pause : t.play}
          </Button>
          <Button kind="quiet" onClick={() => step(-1)}>
            {t.previous}
          </Button>
          <span class="quiet">{t.at(at + 1, count)}</span>
          <Button kind="quiet" onClick={() => step(1)}>
            {t.next}
          </Button>
        </div>
      )}
    </div>
  )
}
