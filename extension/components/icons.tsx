/** Drawings beside words that say the same, so hidden from screen readers; they take the colour of the text. */

export function CardIcon() {
  return (
    <svg class="icon" viewBox="0 0 32 24" aria-hidden="true" focusable="false">
      <rect x="1" y="1" width="30" height="22" rx="3" fill="none" stroke="currentColor" stroke-width="2" />
      <rect x="5" y="7" width="8" height="7" rx="1.5" fill="currentColor" />
      <path d="M5 18.5h14M18 8h9" stroke="currentColor" stroke-width="2" stroke-linecap="round" />
    </svg>
  )
}

export function ReaderIcon() {
  return (
    <svg class="icon" viewBox="0 0 32 24" aria-hidden="true" focusable="false">
      <rect x="1" y="10" width="24" height="13" rx="3" fill="none" stroke="currentColor" stroke-width="2" />
      <path
        d="M6 10V3.5A1.5 1.5 0 0 1 7.5 2h11A1.5 1.5 0 0 1 20 3.5V10"
        fill="none"
        stroke="currentColor"
        stroke-width="2"
      />
      <path d="M5 15h16M25 16.5h6" stroke="currentColor" stroke-width="2" stroke-linecap="round" />
    </svg>
  )
}

/** The product's mark: public/icons/icon.svg in one colour. */
export function ProductIcon() {
  return (
    <svg class="icon" viewBox="0 0 32 32" aria-hidden="true" focusable="false">
      <rect x="2" y="6" width="28" height="20" rx="4" fill="none" stroke="currentColor" stroke-width="2.5" />
      <rect x="6.5" y="10.5" width="7" height="6.5" rx="1.5" fill="currentColor" />
      <path
        d="M16.5 16.2l3.4 3.4 6-7.4M6.5 21.5h7"
        fill="none"
        stroke="currentColor"
        stroke-width="2.5"
        stroke-linecap="round"
        stroke-linejoin="round"
      />
    </svg>
  )
}
