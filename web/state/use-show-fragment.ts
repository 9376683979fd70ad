import { useEffect } from 'preact/hooks'

/** The part that the address names comes into view once the page is whole: it was not there yet when the browser looked. */
export function useShowFragment(isWhole: boolean): void {
  useEffect(() => {
    const id = location.hash.slice(1)
    if (isWhole && id !== '') document.getElementById(id)?.scrollIntoView()
  }, [isWhole])
}
