import { CheckSectionView } from '../check/check-section-view.tsx'
import { type LastCheckPlace, readLastCheck } from '../check/last-check.ts'
import { whenChecked } from '../check/when-checked.ts'
import { draw } from '../components/draw.ts'
import { PopupFrame } from './popup-frame.tsx'
import { ReadersFrame } from './readers-frame.tsx'

/**
 * Draws the popup with what the last check said, if that is known, before anything else of it is there. The popup itself
 * begins with the same picture, and so takes its place unseen.
 */
export function drawFirstRows(root: Element, place: LastCheckPlace): void {
  const last = readLastCheck(place)
  if (!last) return
  const { language, extension } = place
  document.documentElement.lang = language
  root.append(
    draw(
      <PopupFrame language={language} version={extension}>
        <ReadersFrame language={language} areKnown={false} />
        <CheckSectionView
          language={language}
          state="last"
          summary={last.summary}
          when={whenChecked(last.checkedAt, place.now(), language)}
        />
      </PopupFrame>,
    ),
  )
}
