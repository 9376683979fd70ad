import { chooseLanguage } from '../../core/i18n/text.ts'
import type { LastCheckPlace } from './last-check.ts'

/** Where this browser keeps the last check. */
export const lastCheckPlace = (): LastCheckPlace => ({
  storage: () => localStorage,
  extension: chrome.runtime.getManifest().version,
  language: chooseLanguage(navigator.languages),
  now: () => Date.now(),
})
