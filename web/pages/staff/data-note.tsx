import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { Button } from '../../components/button.tsx'
import { DoneNotice } from '../../components/done-notice.tsx'
import { ErrorPanel } from '../../components/error-panel.tsx'
import { LoadedPart } from '../../components/loaded-part.tsx'
import { RichField } from '../../components/rich-field.tsx'
import { useTexts } from '../../state/language.ts'
import { useAnswer } from '../../state/use-answer.ts'
import { useChange } from '../../state/use-change.ts'
import { useSignedInCall } from '../../state/use-signed-in-call.ts'
import { dataRequestTexts } from './data-request-texts.ts'

/** 下載說明, as it stands under the list of files. */
export function DataNote(): JSX.Element {
  const { loaded, ask } = useAnswer('GET /api/staff/data-requests/note', {})
  return (
    <LoadedPart loaded={loaded} retry={() => void ask()}>
      {(note) => <Editor note={note} onReload={() => void ask()} />}
    </LoadedPart>
  )
}

function Editor({
  note,
  onReload,
}: {
  note: { readonly content: string; readonly version: number }
  onReload: () => void
}): JSX.Element {
  const t = useTexts(dataRequestTexts)
  const call = useSignedInCall()
  const [content, setContent] = useState(note.content)
  const [version, setVersion] = useState(note.version)
  const [done, setDone] = useState<string>()
  const { change, run } = useChange()
  const working = change.state === 'working'
  const save = () =>
    run(async () => {
      setVersion((await call('PUT /api/staff/data-requests/note', { content, version })).version)
      setDone(t.saved)
    })
  return (
    <>
      <RichField
        id="data-note"
        place="content"
        label={t.note}
        hint={t.noteHint}
        html={note.content}
        onInput={(html) => {
          setContent(html)
          setDone(undefined)
        }}
      />
      <DoneNotice message={done} />
      {change.state === 'failed' && (
        <ErrorPanel error={change.error} takeFocus remedies={{ reload: { run: onReload } }} />
      )}
      <div class="row">
        <Button kind="primary" disabled={working} onClick={() => void save()}>
          {working ? t.saving : t.save}
        </Button>
      </div>
    </>
  )
}
