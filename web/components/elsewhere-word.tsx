import type { JSX } from 'preact'
import { useTexts } from '../state/language.ts'

const texts = { elsewhere: { zhTW: '以下功能將另開視窗執行', en: 'The following open a window of their own' } }

/** Stands above links that open a window of their own. */
export const ElsewhereWord = (): JSX.Element => <>{useTexts(texts).elsewhere}</>
