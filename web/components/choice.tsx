import type { JSX } from 'preact'
import './choice.css'

export interface Choice<K extends string> {
  readonly key: K
  readonly label: string
  readonly hint?: string | undefined
  /** Set when it cannot be chosen: the reason, shown in place of the hint. */
  readonly blocked?: string | undefined
}

/** One out of a few, each as a large target. What cannot be chosen stays visible and says why. */
export function ChoiceGroup<K extends string>({
  name,
  title,
  choices,
  chosen,
  onChoose,
}: {
  name: string
  title: string
  choices: readonly Choice<K>[]
  chosen: K | undefined
  onChoose: (key: K) => void
}): JSX.Element {
  return (
    <fieldset>
      <legend class="choices-title">{title}</legend>
      <div class="choices">
        {choices.map(({ key, label, hint, blocked }) => (
          <label key={key} class="choice">
            <input
              type="radio"
              name={name}
              value={key}
              checked={key === chosen}
              disabled={blocked !== undefined}
              aria-describedby={`${name}-${key}-hint`}
              onChange={() => onChoose(key)}
            />
            <span>
              <span class="choice-label">{label}</span>
              <span class="quiet" id={`${name}-${key}-hint`}>
                {blocked ?? hint}
              </span>
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}
