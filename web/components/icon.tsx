import type { JSX } from 'preact'
import './icon.css'

/** Strokes on a 24 × 24 grid. */
const shapes = {
  card: 'M3 6.5A1.5 1.5 0 0 1 4.5 5h15A1.5 1.5 0 0 1 21 6.5v11a1.5 1.5 0 0 1-1.5 1.5h-15A1.5 1.5 0 0 1 3 17.5zM6.5 9.5h4v4h-4zM14 10h4M14 13h4',
  reader: 'M5 10h14v8a2 2 0 0 1-2 2H7a2 2 0 0 1-2-2zM8 10V4h8v6M10.5 15h3',
  pin: 'M4 7h16v10H4zM8 12h.01M12 12h.01M16 12h.01',
  module: 'M7 7h10v10H7zM9.5 3.5V7M14.5 3.5V7M9.5 17v3.5M14.5 17v3.5M3.5 9.5H7M3.5 14.5H7M17 9.5h3.5M17 14.5h3.5',
  extension: 'M9 5a2 2 0 1 1 4 0v1h4v4h1a2 2 0 1 1 0 4h-1v5h-5v-1a2 2 0 1 0-4 0v1H4v-5h1a2 2 0 1 0 0-4H4V6h5z',
  ok: 'M5 12.5l4.5 4.5L19 7.5',
  warning: 'M12 4l9 16H3zM12 10v4.5M12 17.5h.01',
  danger: 'M8 3h8l5 5v8l-5 5H8l-5-5V8zM12 8v5M12 16.5h.01',
  info: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM12 11v5M12 7.5h.01',
  external: 'M14 4h6v6M20 4l-9 9M18 14v5a1 1 0 0 1-1 1H5a1 1 0 0 1-1-1V7a1 1 0 0 1 1-1h5',
  copy: 'M9 9h11v11H9zM5 15H4V4h11v1',
  chevron: 'M6 9l6 6 6-6',
  leave: 'M10 4H5a1 1 0 0 0-1 1v14a1 1 0 0 0 1 1h5M15 8l4 4-4 4M19 12H9',
  institution: 'M4 20V8l8-4 8 4v12M2.5 20h19M12 8.5v5M9.5 11h5M9 20v-3.5h6V20',
  check: 'M8 4h8v3H8zM8 5.5H5V21h14V5.5h-3M9 13.5l2.2 2.2L15.5 11',
  clock: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM12 7v5.5l3.5 2',
} as const

export type IconName = keyof typeof shapes

/** A picture beside words that say the same; hidden from screen readers. */
export const Icon = ({ name }: { name: IconName }): JSX.Element => (
  <svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
    <path d={shapes[name]} />
  </svg>
)
