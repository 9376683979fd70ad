import type { CardFile } from '../../demo/cards/card-file.ts'
import { makeDemoPki } from '../../demo/pki/make-demo-pki.ts'

let made: Promise<readonly CardFile[]> | undefined

/** The demo's card files, made once per test file: about two seconds. */
export function demoCardFiles(): Promise<readonly CardFile[]> {
  made ??= makeDemoPki({ now: new Date() }).then(({ cards }) => cards)
  return made
}
