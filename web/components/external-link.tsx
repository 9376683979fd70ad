import type { ComponentChildren, JSX } from 'preact'
import { useTexts } from '../state/language.ts'
import { Icon } from './icon.tsx'
import './external-link.css'

const texts = { newWindow: { zhTW: '（另開視窗）', en: '(opens a new window)' } }

/** A link out of the portal: it says that a new window opens, and tells the other site nothing of where one came from. */
export function ExternalLink({ href, children }: { href: string; children: ComponentChildren }): JSX.Element {
  const t = useTexts(texts)
  return (
    <a class="external-link" href={href} target="_blank" rel="noopener noreferrer">
      {children}
      <Icon name="external" />
      <span class="visually-hidden">{t.newWindow}</span>
    </a>
  )
}
