import { DerError, type DerValue, context } from './der.ts'
import { asciiText } from './der-primitives.ts'
import { type Name, parseName } from './name.ts'

/** RFC 5280 §4.2.1.6. Forms that nothing here compares keep their tag number only. */
export type GeneralName =
  | { readonly form: 'mail' | 'dns' | 'uri'; readonly text: string }
  | { readonly form: 'directory'; readonly name: Name }
  | { readonly form: 'ip'; readonly octets: Uint8Array }
  | { readonly form: 'other'; readonly tag: number }

export type NameForm = GeneralName['form']

function ia5(value: DerValue, what: string): string {
  const text = asciiText(value.content)
  if (text === undefined) throw new DerError(`${what}: not ASCII`)
  return text
}

export function parseGeneralName(value: DerValue, what: string): GeneralName {
  switch (value.tag) {
    case context(1):
      return { form: 'mail', text: ia5(value, what) }
    case context(2):
      return { form: 'dns', text: ia5(value, what) }
    case context(4, true): {
      const reader = value.reader()
      const name = parseName(reader.read(what), what)
      reader.finish(what)
      return { form: 'directory', name }
    }
    case context(6):
      return { form: 'uri', text: ia5(value, what) }
    case context(7):
      return { form: 'ip', octets: value.content }
    case context(0, true):
    case context(3, true):
    case context(5, true):
    case context(8):
      return { form: 'other', tag: value.tag }
    default:
      throw new DerError(`${what}: unknown form of name`)
  }
}

/** GeneralNames: at least one. */
export function parseGeneralNames(value: DerValue, what: string): GeneralName[] {
  const names: GeneralName[] = []
  for (const reader = value.reader(); !reader.done;) names.push(parseGeneralName(reader.read(what), what))
  if (names.length === 0) throw new DerError(`${what}: empty`)
  return names
}
