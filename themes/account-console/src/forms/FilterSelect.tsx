type Choice = { value: string; label: string };

type FilterSelectProps = {
  label: string;
  value: string;
  choices: readonly Choice[];
  /** Label of the empty choice; without it one of the choices is always chosen. */
  all?: string;
  testId?: string;
  change: (value: string) => void;
};

/** One of the choices by which a list is filtered or sorted. */
export function FilterSelect({ label, value, choices, all, testId, change }: FilterSelectProps) {
  return (
    <label className="yoyo-filter">
      {label}
      <select
        className="yoyo-select"
        value={value}
        onChange={(event) => change(event.target.value)}
        data-testid={testId}
      >
        {all !== undefined && <option value="">{all}</option>}
        {choices.map((choice) => (
          <option key={choice.value} value={choice.value}>
            {choice.label}
          </option>
        ))}
      </select>
    </label>
  );
}
