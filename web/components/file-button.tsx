import type { ComponentChildren, JSX } from 'preact'
import { useRef } from 'preact/hooks'
import { Button } from './button.tsx'

/** Asks for a file of this computer. The same one can be chosen again. */
export function FileButton({
  id,
  accept,
  disabled = false,
  onFile,
  children,
}: {
  /** Of the field, which is not shown. */
  id: string
  /** Endings, `.csv,.zip`. */
  accept: string
  disabled?: boolean
  onFile: (file: File) => void
  children: ComponentChildren
}): JSX.Element {
  const input = useRef<HTMLInputElement>(null)
  return (
    <>
      <input
        ref={input}
        type="file"
        id={id}
        hidden
        accept={accept}
        onChange={(event) => {
          const [file] = event.currentTarget.files ?? []
          if (file) onFile(file)
          event.currentTarget.value = ''
        }}
      />
      <Button disabled={disabled} onClick={() => input.current?.click()}>
        {children}
      </Button>
    </>
  )
}
