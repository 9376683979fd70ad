import { useEffect, useRef } from 'preact/hooks'
import { pageTitleId } from '../components/page-main.tsx'

/** After a change of page the focus is on its h1, as after a load: keyboard and screen reader start at the top. */
export function useFocusOnChange(address: string): void {
  const before = useRef(address)
  useEffect(() => {
    if (before.current === address) return
    before.current = address
    scrollTo(0, 0)
    document.getElementById(pageTitleId)?.focus()
  }, [address])
}
