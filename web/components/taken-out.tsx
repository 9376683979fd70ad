import type { JSX } from 'preact'
import type { TakenOut } from '../../core/portal/rich-text.ts'
import { useTexts } from '../state/language.ts'
import { Notice } from './notice.tsx'

const texts = {
  takenOut: { zhTW: '下列內容不安全或不支援，已移除：', en: 'These were taken out, as unsafe or not supported:' },
}

/** Tells an author what was not kept of a text. Nothing where all was. */
export function TakenOutNotice({ takenOut }: { takenOut: readonly TakenOut[] }): JSX.Element | null {
  const t = useTexts(texts)
  if (takenOut.length === 0) return null
  return (
    <Notice tone="warning" live>
      <p>{t.takenOut}</p>
      <ul data-taken-out>
        {takenOut.map(({ what, name, count }) => (
          <li key={`${what} ${name}`}>
            <code>{`${name} × ${count}`}</code>
          </li>
        ))}
      </ul>
    </Notice>
  )
}
