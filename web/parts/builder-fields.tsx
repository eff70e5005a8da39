type Option = { name: string; value: string; checked: boolean; words: string }
export const Pick = ({ name, value, checked, words }: Option) => (
  <label class="tick">
    <input type="radio" name={name} value={value} checked={checked} />
    <span>{words}</span>
  </label>
)
export const Tick = ({ name, value, checked, words }: Option) => (
  <label class="tick">
    <input type="checkbox" name={name} value={value} checked={checked} />
    <span>{words}</span>
  </label>
)

type ChooseProps = {
  name: string
  label: string
  chosen: string
  options: readonly (readonly [value: string, words: string])[]
  /** What is said where it changes nothing. */
  without?: string
  isVain?: boolean
}
export const Choose = ({ name, label, chosen, options, without, isVain = false }: ChooseProps) => (
  <label class="choose">
    <span>{label}</span>
    <select name={name} disabled={isVain}>
      {options.map(([value, words]) => (
        <option value={value} selected={value === chosen}>
          {words}
        </option>
      ))}
    </select>
    {without === undefined ? null : (
      <span class="note" data-note={name} hidden={!isVain}>
        {without}
      </span>
    )}
  </label>
)
