// The popup's first script. Classic and by itself, it has run before the popup's modules are found and read.
import { lastCheckPlace } from '../check/last-check-place.ts'
import { drawFirstRows } from './first-rows.tsx'

const root = document.querySelector('#popup')
if (root) drawFirstRows(root, lastCheckPlace())
