/** Stands in for Google's Smart Card Connector in the demo build, where a test has installed it. */
export const demoConnectorId = 'hajgilajhegchfeijcogdjjfbmgncgck'

/** In `chrome.storage.local`: there when it is to be used, in the card service's place. */
export const demoConnectorKey = 'demo-connector'
