import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { openTrueType, type TrueTypeFont } from './true-type-font.ts'

/** Noto Sans TC (SIL Open Font License 1.1), whole: what a form needs of it is taken out for each form. */
const fontFile = '@expo-google-fonts/noto-sans-tc/400Regular/NotoSansTC_400Regular.ttf'

let font: Promise<TrueTypeFont> | undefined

/** The font of printed forms; seven megabytes, read once, when it is first needed. */
export const printFont = (): Promise<TrueTypeFont> =>
  (font ??= readFile(createRequire(import.meta.url).resolve(fontFile)).then(openTrueType))

/** The characters of a text that the font does not have, each once. Line ends are none. */
export const missingIn = (font: TrueTypeFont, text: string): string =>
  [...new Set(text.replaceAll(/[\r\n]/g, ''))].filter((sign) => !font.has(sign.codePointAt(0) ?? 0)).join('')
