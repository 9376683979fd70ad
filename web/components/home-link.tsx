import type { JSX } from 'preact'
import { useTexts } from '../state/language.ts'
import { useServices } from '../state/services.ts'
import { useStore } from '../state/use-store.ts'
import { Link } from './link.tsx'

const texts = {
  home: { zhTW: '首頁', en: 'Home' },
  ownHome: { zhTW: '我的首頁', en: 'My home page' },
}

/** To the home page: of who is signed in, their own. */
export function HomeLink(): JSX.Element {
  const t = useTexts(texts)
  const signedIn = useStore(useServices().session) !== undefined
  return <Link to={signedIn ? '/home' : '/'}>{signedIn ? t.ownHome : t.home}</Link>
}
