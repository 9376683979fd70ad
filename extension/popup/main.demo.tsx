import { showPopup } from './show-popup.tsx'

/** Where `npm start` serves the portal that made the cards. */
const desk = chrome.runtime.getURL('extension/demo-panel/index.demo.html?portal=http://vpn.localhost:8080')

showPopup([
  {
    label: { zhTW: '虛擬讀卡機桌面', en: 'Desk of virtual readers' },
    open: () => void chrome.tabs.create({ url: desk }),
  },
])
