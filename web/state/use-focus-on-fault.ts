import type { RefObject } from 'preact'
import { useEffect } from 'preact/hooks'

/**
 * The first field at fault gets the focus: a screen reader reads it, with what is wrong. Looks whenever `tried` changes to
 * something that is not false or 0: the number of tries, or what was found wrong at the last.
 */
export function useFocusOnFault(form: RefObject<HTMLFormElement | null>, tried: unknown): void {
  useEffect(() => {
    if (tried) form.current?.querySelector<HTMLElement>('[aria-invalid]')?.focus()
  }, [form, tried])
}
