import type { JSX } from 'preact'
import './bar-chart.css'

export interface Bar {
  readonly name: string
  readonly count: number
}

const rowHeight = 28
const barBegins = 180
const longestBar = 380
const width = barBegins + longestBar + 60

/** Bars, one below the other, each with its name and number. The same numbers stand in a table beside it: `label` says so. */
export function BarChart({ label, bars }: { label: string; bars: readonly Bar[] }): JSX.Element {
  const most = Math.max(1, ...bars.map(({ count }) => count))
  return (
    <svg class="bar-chart" viewBox={`0 0 ${width} ${bars.length * rowHeight + 4}`} role="img" aria-label={label}>
      {bars.map(({ name, count }, at) => {
        const length = (longestBar * count) / most
        const middle = at * rowHeight + rowHeight / 2 + 2
        return (
          <g key={name}>
            <text x={barBegins - 8} y={middle} text-anchor="end" dominant-baseline="central">
              {name.length > 12 ? `${name.slice(0, 11)}…` : name}
            </text>
            <rect x={barBegins} y={middle - 9} width={length} height={18} />
            <text x={barBegins + length + 8} y={middle} dominant-baseline="central">
              {count}
            </text>
          </g>
        )
      })}
      <line x1={barBegins} x2={barBegins} y1={0} y2={bars.length * rowHeight + 4} />
    </svg>
  )
}
