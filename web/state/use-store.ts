import { useLayoutEffect, useState } from 'preact/hooks'
import type { Readable } from './store.ts'

/** The store's value; the component is drawn again when it changes. The store must stay the same. */
export function useStore<T>(store: Readable<T>): T {
  const [value, setValue] = useState(() => store.get())
  useLayoutEffect(() => {
    const follow = () => setValue(() => store.get())
    follow() // it may have changed between drawing and subscribing
    return store.subscribe(follow)
  }, [store])
  return value
}
