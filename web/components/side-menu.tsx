import type { JSX } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { sideLinks } from '../../core/protocol/frame-links.ts'
import { useTexts } from '../state/language.ts'
import { useServices } from '../state/services.ts'
import { useStore } from '../state/use-store.ts'
import { FrameLinkList } from './frame-link-list.tsx'
import { Helpdesk } from './helpdesk.tsx'
import { Icon } from './icon.tsx'
import './service-menu.css'

const texts = { menu: { zhTW: '網站選單', en: 'Menu' } }

/** On the left of the pages before the sign-in: where to go, and whom to ask. On a narrow screen the entries fold. */
export function SideMenu(): JSX.Element {
  const t = useTexts(texts)
  const { path } = useStore(useServices().router)
  const [shown, setShown] = useState(false)
  useEffect(() => setShown(false), [path])
  return (
    <div class="frame-side">
      <nav class="service-menu" aria-label={t.menu} data-shown={shown}>
        <button
          type="button"
          class="service-menu-switch"
          aria-expanded={shown}
          aria-controls="side-menu"
          onClick={() => setShown(!shown)}
        >
          {t.menu}
          <Icon name="chevron" />
        </button>
        <FrameLinkList links={sideLinks} id="side-menu" linkClass="service-menu-entry" />
      </nav>
      <Helpdesk />
    </div>
  )
}
