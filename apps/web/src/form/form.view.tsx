import type { Visit } from '../page/visit.js';
import type { Key } from '../words/keys.js';
import { TRAP, type Fault, type Field, type Values } from './form.js';

export interface FormProps {
  readonly visit: Visit;
  readonly fields: readonly Field[];
  /** What was typed before. */
  readonly values: Values;
  readonly faults: readonly Fault[];
  readonly submit: string;
}

/** A form that works without scripts: what was typed stays, each fault stands at its field and in the summary above. */
export const Form = ({ visit, fields, values, faults, submit }: FormProps) => (
  <form method="post" class="stack" novalidate>
    {faults.length > 0 && <Summary visit={visit} fields={fields} faults={faults} />}
    {fields.map((field) => (
      <Input
        visit={visit}
        field={field}
        value={values.get(field.pointer) ?? ''}
        fault={faults.find(({ pointer }) => pointer === field.pointer)}
      />
    ))}
    <div class="visually-hidden" aria-hidden="true">
      <label for="trap">{visit.t('form.trap')}</label>
      <input id="trap" name={TRAP} type="text" tabIndex={-1} autocomplete="off" />
    </div>
    <button type="submit">{submit}</button>
  </form>
);

const idOf = ({ pointer }: Pick<Field, 'pointer'>): string => pointer.slice(1).replaceAll('/', '-');

const Summary = ({ visit, fields, faults }: Pick<FormProps, 'visit' | 'fields' | 'faults'>) => (
  <div class="notice stack" role="alert" tabIndex={-1} autofocus>
    <h2>{visit.t('form.faults', { count: faults.length })}</h2>
    <ul>
      {faults.map((fault) => (
        <li>
          <a href={`#${idOf(fault)}`}>{fields.find(({ pointer }) => pointer === fault.pointer)?.label}</a>
          {': '}
          <FaultText visit={visit} fault={fault} />
        </li>
      ))}
    </ul>
  </div>
);

/** What the API finds wrong with a field, by its code; what has no words here is told in the API's, which are English. */
const told: Readonly<Record<string, Key>> = {
  required: 'form.missing',
  'is-email': 'form.email',
  'is-url': 'form.address',
  'is-in': 'form.choice',
  'max-length': 'form.long',
  matches: 'form.missing',
  equals: 'form.consent',
};

function FaultText({ visit, fault: { code, detail } }: { visit: Visit; fault: Fault }) {
  const key = code === undefined ? 'form.missing' : told[code];
  return key ? <span>{visit.t(key)}</span> : <span lang="en">{detail}</span>;
}

function Input({
  visit,
  field,
  value,
  fault,
}: {
  visit: Visit;
  field: Field;
  value: string;
  fault: Fault | undefined;
}) {
  const id = idOf(field);
  const described = [field.hint && `${id}-hint`, fault && `${id}-fault`].filter(Boolean).join(' ');
  const common = {
    id,
    name: field.pointer,
    required: field.isRequired ?? false,
    'aria-describedby': described || undefined,
    'aria-invalid': fault ? ('true' as const) : undefined,
  };
  const typed = { type: field.kind, value, maxLength: field.maxLength, autocomplete: field.autocomplete };
  const notes = (
    <>
      {field.hint && (
        <p id={`${id}-hint`} class="small quiet">
          {field.hint}
        </p>
      )}
      {fault && (
        <p id={`${id}-fault`} class="error">
          <FaultText visit={visit} fault={fault} />
        </p>
      )}
    </>
  );
  if (field.kind === 'consent') {
    return (
      <div class="field">
        {notes}
        <div class="choice">
          <input type="checkbox" value="yes" checked={value !== ''} {...common} />
          <label for={id}>{field.label}</label>
        </div>
      </div>
    );
  }
  return (
    <div class="field">
      <label for={id}>
        {field.label} {!field.isRequired && <span class="quiet">{visit.t('form.optional')}</span>}
      </label>
      {notes}
      {field.kind === 'select' ? (
        <select {...common}>
          <option value="">{visit.t('form.choose')}</option>
          {field.options?.map(([code, name]) => (
            <option value={code} selected={code === value}>
              {name}
            </option>
          ))}
        </select>
      ) : field.kind === 'lines' ? (
        <textarea rows={8} maxLength={field.maxLength} {...common}>
          {value}
        </textarea>
      ) : (
        <input {...common} {...(typed as { type: 'text' })} />
      )}
    </div>
  );
}
