/** The page where a person picks USB readers: a full tab, since the browser's chooser needs one. */
export const openPairingPage = (): Promise<void> => chrome.runtime.openOptionsPage()
