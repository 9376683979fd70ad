import type { ComponentChildren, JSX } from 'preact'
import { useRef, useState } from 'preact/hooks'
import { Button } from '../../components/button.tsx'
import { Dialog } from '../../components/dialog.tsx'
import { ErrorPanel } from '../../components/error-panel.tsx'
import { useTexts } from '../../state/language.ts'
import { useChange } from '../../state/use-change.ts'
import { useFocusOnFault } from '../../state/use-focus-on-fault.ts'
import { staffTexts } from './staff-texts.ts'

/**
 * A form in a dialog. `isRight` says whether it may be sent; `children` are told whether it was tried, to say what is wrong
 * beside each field. It stays open until `onSave` is done, with the reason when that failed.
 */
export function FormDialog({
  title,
  save,
  isRight,
  onSave,
  onClose,
  children,
}: {
  title: string
  save: string
  isRight: boolean
  onSave: () => Promise<void>
  onClose: () => void
  children: (tried: boolean) => ComponentChildren
}): JSX.Element {
  const t = useTexts(staffTexts)
  const [tried, setTried] = useState(0)
  const { change, run } = useChange()
  const form = useRef<HTMLFormElement>(null)
  useFocusOnFault(form, tried)
  const working = change.state === 'working'
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    setTried(tried + 1)
    if (isRight) void run(onSave)
  }
  return (
    <Dialog title={title} onClose={() => working || onClose()}>
      {change.state === 'failed' && <ErrorPanel error={change.error} takeFocus />}
      <form class="stack" noValidate autocomplete="off" onSubmit={submit} ref={form}>
        {children(tried > 0)}
        <div class="row">
          <Button kind="primary" submit disabled={working}>
            {working ? t.working : save}
          </Button>
          <Button disabled={working} onClick={onClose}>
            {t.cancel}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
