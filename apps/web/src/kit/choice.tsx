import type { Visit } from '../page/visit.js';

interface Choosing {
  readonly visit: Visit;
  readonly name: string;
  readonly label: string;
  readonly all: string;
  readonly options: readonly (readonly [code: string, name: string])[];
}

/** A list from which a form that narrows another list takes one; what the address says is chosen. */
export const Choice = ({ visit, name, label, all, options }: Choosing) => (
  <div class="field">
    <label for={name}>{label}</label>
    <select id={name} name={name}>
      <option value="">{all}</option>
      {options.map(([code, said]) => (
        <option value={code} selected={visit.query.get(name) === code}>
          {said}
        </option>
      ))}
    </select>
  </div>
);
