import type { ComponentChildren, JSX } from 'preact'
import { useTexts } from '../state/language.ts'
import { useChange } from '../state/use-change.ts'
import { Button } from './button.tsx'
import { Dialog } from './dialog.tsx'
import { ErrorPanel } from './error-panel.tsx'

const texts = {
  back: { zhTW: '返回', en: 'Go back' },
  working: { zhTW: '處理中…', en: 'One moment …' },
}

/**
 * Asks before something is taken away. `children` say what is lost; the focus is on the way back. It stays open while
 * `onConfirm` is at work, and with the reason when that failed; when it is done, the page closes it.
 */
export function ConfirmDialog({
  title,
  confirm,
  onConfirm,
  onClose,
  children,
}: {
  title: string
  /** On the button that does it: the deed by its name. */
  confirm: string
  onConfirm: () => Promise<void>
  onClose: () => void
  children: ComponentChildren
}): JSX.Element {
  const t = useTexts(texts)
  const { change, run } = useChange()
  const working = change.state === 'working'
  return (
    <Dialog title={title} onClose={() => working || onClose()}>
      {children}
      {change.state === 'failed' && <ErrorPanel error={change.error} takeFocus />}
      <div class="row">
        <Button autofocus disabled={working} onClick={onClose}>
          {t.back}
        </Button>
        <Button kind="danger" disabled={working} onClick={() => void run(onConfirm)}>
          {working ? t.working : confirm}
        </Button>
      </div>
    </Dialog>
  )
}
