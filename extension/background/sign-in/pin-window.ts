const path = 'extension/pin/index.html'
const size = { width: 440, height: 640 }

const addressOf = (flow: string): string => chrome.runtime.getURL(`${path}?flow=${encodeURIComponent(flow)}`)

/** The flow whose PIN window has this address; undefined for any other address. */
export function flowOfPinWindow(address: string | undefined): string | undefined {
  const page = `${chrome.runtime.getURL(path)}?`
  if (!address?.startsWith(page)) return undefined
  return new URLSearchParams(address.slice(page.length)).get('flow') ?? undefined
}

/** Opens the window in the middle of the one that asks; resolves with its id. */
export async function openPinWindow(flow: string, askingTab: number): Promise<number | undefined> {
  const window = { type: 'popup', url: addressOf(flow), focused: true, ...size } as const
  const place = await middleOf(askingTab)
  // Chrome refuses a place that is half off the screen (a window dragged to the edge, a screen taken away).
  const opened = place
    ? await chrome.windows.create({ ...window, ...place }).catch(() => chrome.windows.create(window))
    : await chrome.windows.create(window)
  return opened?.id
}

async function middleOf(tabId: number): Promise<{ left: number; top: number } | undefined> {
  try {
    const { left, top, width, height } = await chrome.windows.get((await chrome.tabs.get(tabId)).windowId)
    if (left === undefined || top === undefined || width === undefined || height === undefined) return undefined
    return {
      left: Math.round(left + (width - size.width) / 2),
      top: Math.round(top + Math.max(0, (height - size.height) / 3)),
    }
  } catch {
    return undefined // the tab or window is gone; its page's port says so
  }
}

/** The id of the open window of a flow, for a worker that was stopped and does not know. */
export async function findPinWindow(flow: string): Promise<number | undefined> {
  const [context] = await chrome.runtime.getContexts({ documentUrls: [addressOf(flow)] })
  return context?.windowId
}

export async function focusPinWindow(windowId: number): Promise<void> {
  await chrome.windows.update(windowId, { focused: true }).catch(() => undefined) // it was closed just now
}

export async function closePinWindow(windowId: number): Promise<void> {
  await chrome.windows.remove(windowId).catch(() => undefined) // the person was quicker
}
