import type { CheckId } from '../../core/check/check-rows.ts'
import { showPage } from './show-page.ts'

/** Shows the settings check in a tab, at a row where one is named; as `showPage`. */
export const showCheckPage = (row?: CheckId): Promise<boolean> => showPage('extension/check/index.html', row)
