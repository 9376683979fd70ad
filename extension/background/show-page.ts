/**
 * Shows a page of the extension in a tab, at a fragment where one is named. One that is open already comes to the front;
 * then this resolves with true, and the page knows nothing of it.
 */
export async function showPage(path: string, fragment?: string): Promise<boolean> {
  const address = chrome.runtime.getURL(path)
  const url = fragment === undefined ? undefined : `${address}#${fragment}`
  const tabs = await chrome.runtime.getContexts({ contextTypes: ['TAB'] })
  const open = tabs.find(({ documentUrl }) => documentUrl?.split('#')[0] === address)
  if (!open) {
    await chrome.tabs.create({ url: url ?? address })
    return false
  }
  // An address that differs in its fragment alone does not load the page anew.
  await chrome.tabs.update(open.tabId, { active: true, ...(url === undefined ? {} : { url }) })
  await chrome.windows.update(open.windowId, { focused: true })
  return true
}
