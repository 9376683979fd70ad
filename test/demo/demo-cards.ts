import type { CardFile } from '../../demo/cards/card-file.ts'
import { makeTestPki } from './test-pki.ts'

let made: Promise<readonly CardFile[]> | undefined

/** The demo's card files, made once per test file: about two seconds. */
export function demoCardFiles(): Promise<readonly CardFile[]> {
  made ??= makeTestPki().then(({ cards }) => cards)
  return made
}
