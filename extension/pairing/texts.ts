import type { TextTable } from '../../core/i18n/text.ts'

export const texts = {
  title: { zhTW: '讀卡機設定', en: 'Card reader settings' },
  intro: {
    zhTW: '第一次使用讀卡機時，要先在這裡讓瀏覽器認得它；之後插上就能用。',
    en: 'Before its first use the browser must be told about a card reader here; from then on it is plugged in and works.',
  },
  readers: { zhTW: '可使用的讀卡機', en: 'Readers this browser may use' },
  noReaders: { zhTW: '還沒有選擇讀卡機。', en: 'No reader has been chosen yet.' },
  ready: { zhTW: '可以使用', en: 'Ready to use' },
  notAReader: { zhTW: '不是可辨識的讀卡機', en: 'Not a reader we know' },
  notUsable: {
    zhTW: '不能使用：瀏覽器不允許直接使用標準晶片讀卡機類別',
    en: 'Cannot be used: the browser keeps the standard card-reader class for itself',
  },
  forget: { zhTW: '移除', en: 'Remove' },
  forgetReader: (name: string) => ({ zhTW: `移除 ${name}`, en: `Remove ${name}` }),
  choosing: { zhTW: '請在瀏覽器的視窗中選取…', en: 'Pick it in the browser’s window…' },
  examining: { zhTW: '正在檢查讀卡機…', en: 'Looking at the reader…' },
  paired: (name: string) => ({
    zhTW: `「${name}」可以使用了。請回到登入視窗，插入卡片。`,
    en: `“${name}” is ready. Go back to the sign-in window and insert your card.`,
  }),
  pairedNotAReader: (name: string) => ({
    zhTW: `「${name}」不是可辨識的讀卡機，已從清單移除。`,
    en: `“${name}” is not a reader we know, and was removed again.`,
  }),
  protectedRoute: {
    zhTW: '已從清單移除。這一版尚未提供讀卡服務程式；目前請改用瀏覽器能直接使用的讀卡機，例如 Castles EZ100PU。',
    en: 'It was removed from the list. This version does not come with the card service yet; for now use a reader that the browser may use directly, such as the Castles EZ100PU.',
  },
  notListed: { zhTW: '清單中沒有您的讀卡機？', en: 'Is your reader not in the list?' },
  notListedPlug: {
    zhTW: '確認讀卡機已插上，必要時換一個 USB 埠。',
    en: 'Make sure it is plugged in; try another USB port.',
  },
  notListedSerial: {
    zhTW: '接在序列埠（COM）的健保讀卡機請在下方選擇。',
    en: 'An NHI card reader on a serial (COM) port is chosen below.',
  },
  notListedAll: {
    zhTW: '仍然沒有時，可以列出所有 USB 裝置來選。',
    en: 'If it is still missing, choose from all USB devices.',
  },
  listAll: { zhTW: '列出所有裝置', en: 'List all devices' },
  noUsb: {
    zhTW: '這個瀏覽器不讓擴充功能使用 USB 裝置，可能是單位的管理政策所致。請洽單位資訊人員。',
    en: 'This browser does not let extensions use USB devices, perhaps by your organisation’s policy. Ask your IT staff.',
  },
  portals: { zhTW: '貴單位加入的網站', en: 'Sites added by your organisation' },
  portalsIntro: {
    zhTW: '單位的管理政策把下列網站加入讀卡元件。按「允許」後，這些網站才能要求使用卡片。',
    en: 'Your organisation’s policy adds these sites to the card component. They can ask for your card once you allow them.',
  },
  allow: { zhTW: '允許', en: 'Allow' },
  allowSite: (origin: string) => ({ zhTW: `允許 ${origin}`, en: `Allow ${origin}` }),
  allowed: { zhTW: '已允許', en: 'Allowed' },
  notAllowed: { zhTW: '尚未允許', en: 'Not allowed yet' },
  notTaken: {
    zhTW: '格式不符，未採用（須為 https 網址，不含路徑）',
    en: 'Not taken: it must be an https address without a path',
  },
} as const satisfies TextTable
