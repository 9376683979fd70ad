import type { JSX } from 'preact'
import { useEffect, useId, useRef, useState } from 'preact/hooks'
import { say } from '../../core/i18n/text.ts'
import { isRichLink, type RichClass, richClassCodes, richClasses, type TakenOut } from '../../core/portal/rich-text.ts'
import { useLanguage, useTexts } from '../state/language.ts'
import { Button } from './button.tsx'
import { Icon } from './icon.tsx'
import { openRichEditor, type RichCommand, type RichEditor } from './rich-editor.ts'
import { Select } from './select.tsx'
import { TakenOutNotice } from './taken-out.tsx'
import { TextField } from './text-field.tsx'
import './rich-field.css'
import './rich-text.css'

const texts = {
  tools: { zhTW: '文字格式', en: 'Format' },
  bold: { zhTW: '粗體', en: 'Bold' },
  italic: { zhTW: '斜體', en: 'Italic' },
  underline: { zhTW: '底線', en: 'Underline' },
  bullets: { zhTW: '項目符號', en: 'Bullets' },
  numbers: { zhTW: '編號', en: 'Numbers' },
  plain: { zhTW: '清除格式', en: 'No format' },
  undo: { zhTW: '復原', en: 'Undo' },
  redo: { zhTW: '重做', en: 'Redo' },
  look: { zhTW: '大小與顏色', en: 'Size and colour' },
  choose: { zhTW: '請選擇', en: 'Choose' },
  address: { zhTW: '連結網址', en: 'Address of a link' },
  addressHint: {
    zhTW: 'https:// 或 mailto: 開頭；先選取文字。',
    en: 'With https:// or mailto:; mark the words first.',
  },
  link: { zhTW: '加上連結', en: 'Make a link' },
}

const titleCommands = ['bold', 'italic', 'underline', 'plain', 'undo', 'redo'] as const satisfies readonly RichCommand[]
const contentCommands = ['bold', 'italic', 'underline', 'bullets', 'numbers', 'plain', 'undo', 'redo'] as const

/** A field for rich text, as an announcement's title or content may have it. */
export function RichField({
  id,
  place,
  label,
  hint,
  error,
  html,
  onInput,
}: {
  id: string
  place: 'title' | 'content'
  label: string
  hint?: string
  error?: string | undefined
  /** At first; afterwards the editor has it. */
  html: string
  onInput: (html: string) => void
}): JSX.Element {
  const t = useTexts(texts)
  const language = useLanguage()
  const labelId = useId()
  const area = useRef<HTMLDivElement>(null)
  const editor = useRef<RichEditor>(undefined)
  const tell = useRef(onInput)
  tell.current = onInput
  const [first] = useState(html)
  /** Of what was pasted last. */
  const [takenOut, setTakenOut] = useState<readonly TakenOut[]>([])
  useEffect(() => {
    if (!area.current) return undefined
    const opened = openRichEditor(area.current, first, () => tell.current(opened.html()), setTakenOut)
    editor.current = opened
    return () => opened.close()
  }, [first])
  const commands: readonly RichCommand[] = place === 'title' ? titleCommands : contentCommands
  const about = [hint !== undefined && `${id}-hint`, error !== undefined && `${id}-error`].filter(Boolean).join(' ')
  return (
    <div class="text-field">
      <label id={labelId} for={id}>
        {label}
      </label>
      {hint !== undefined && (
        <p class="quiet" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      <div class="rich-field-tools" role="group" aria-label={`${label} ${t.tools}`}>
        {commands.map((command) => (
          <Button key={command} kind="quiet" onClick={() => editor.current?.run(command)}>
            {t[command]}
          </Button>
        ))}
        <Select
          id={`${id}-look`}
          label={t.look}
          value=""
          options={[
            { value: '', label: t.choose },
            ...richClassCodes.map((value) => ({ value, label: say(richClasses[value], language) })),
          ]}
          onChange={(value) => value !== '' && editor.current?.setClass(value as RichClass)}
        />
      </div>
      <div
        id={id}
        ref={area}
        class="rich-field-area"
        role="textbox"
        aria-multiline={place === 'content'}
        aria-labelledby={labelId}
        aria-describedby={about || undefined}
        aria-invalid={error === undefined ? undefined : 'true'}
        contentEditable
        data-place={place}
        // One line: Enter would begin another.
        onKeyDown={(event) => place === 'title' && event.key === 'Enter' && event.preventDefault()}
      />
      <TakenOutNotice takenOut={takenOut} />
      {error !== undefined && (
        <p class="text-field-error" id={`${id}-error`}>
          <Icon name="danger" />
          {error}
        </p>
      )}
      {place === 'content' && <LinkTool id={id} onLink={(address) => editor.current?.link(address)} />}
    </div>
  )
}

function LinkTool({ id, onLink }: { id: string; onLink: (address: string) => void }): JSX.Element {
  const t = useTexts(texts)
  const [address, setAddress] = useState('')
  const isRight = isRichLink(address.trim())
  const link = () => {
    onLink(address.trim())
    setAddress('')
  }
  return (
    <div class="rich-field-link">
      <TextField
        id={`${id}-link`}
        label={t.address}
        hint={t.addressHint}
        value={address}
        autocomplete="off"
        onInput={setAddress}
      />
      <Button disabled={!isRight} onClick={link}>
        {t.link}
      </Button>
    </div>
  )
}
