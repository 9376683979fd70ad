import { CardIcon } from '../components/icons.tsx'

/** What is going on or waited for, with a moving mark until it is finished. */
export function Progress(props: {
  readonly heading: string
  readonly hint?: string | undefined
  readonly finished?: boolean
}) {
  return (
    <section class={props.finished ? 'progress progress-finished' : 'progress'}>
      <CardIcon />
      <h2 class="progress-heading">{props.heading}</h2>
      {props.hint !== undefined && <p class="progress-hint">{props.hint}</p>}
    </section>
  )
}
