import { showPopup } from './show-popup.tsx'

showPopup()
