/**
 * Module page ↔ service worker, over a `chrome.runtime` port named `modulesPortName` opened by the page: states to the
 * page, requests from it. A module file and its secret never go this way: the page opens them itself.
 */
export const modulesPortName = 'modules'
