import { showPage } from '../show-page.ts'

/** The page where cloud modules are imported: a full tab, since a popup closes as soon as a file is to be chosen. */
export async function openModulePage(): Promise<void> {
  await showPage('extension/modules/index.html')
}
