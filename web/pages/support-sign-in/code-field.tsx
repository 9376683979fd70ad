import type { JSX } from 'preact'
import { TextField } from '../../components/text-field.tsx'
import { useTexts } from '../../state/language.ts'
import { supportSignInTexts } from './support-sign-in-texts.ts'

export const codeFieldId = 'sms-code'

/** As typed, whatever the input method made of the digits. */
export const plainDigits = (text: string): string => text.normalize('NFKC').replaceAll(/\s/g, '')

/** 手機驗證碼(N秒) */
export function CodeField({
  left,
  value,
  error,
  onInput,
}: {
  left: number
  value: string
  error: string | undefined
  onInput: (value: string) => void
}): JSX.Element {
  const t = useTexts(supportSignInTexts)
  return (
    <TextField
      id={codeFieldId}
      label={t.code(left)}
      hint={t.codeHint}
      error={error}
      value={value}
      required
      inputMode="numeric"
      autocomplete="one-time-code"
      maxLength={12}
      onInput={onInput}
    />
  )
}
