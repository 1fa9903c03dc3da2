import type { ComponentChildren } from 'preact';
import type { Visit } from '../page/visit.js';
import type { Key } from '../words/keys.js';
import { itemAt, itemsIn, restOf, TRAP, type Fault, type Field, type Item, type Values } from './form.js';

export interface FormProps {
  readonly visit: Visit;
  readonly fields: readonly Field[];
  /** What was typed before. */
  readonly values: Values;
  readonly faults: readonly Fault[];
  readonly submit: string;
  /** Another button beside that: what it sends as `step`, and its words. */
  readonly second?: readonly [step: string, words: string] | undefined;
  /** Sent along unseen, by name: as the tag of what was shown. */
  readonly hidden?: Readonly<Record<string, string>> | undefined;
}

/**
 * What Enter in a field presses, first in a form: what the form is for, not the first of its other buttons. Nobody else
 * meets it.
 */
export const OnEnter = () => <button type="submit" class="visually-hidden" tabIndex={-1} aria-hidden="true" />;

/** A form that works without scripts: what was typed stays, each fault stands at its field and in the summary above. */
export const Form = ({ visit, fields, values, faults, submit, second, hidden = {} }: FormProps) => (
  <form method="post" class="stack" novalidate>
    {faults.length > 0 && <Summary visit={visit} fields={fields} faults={faults} />}
    {fields.map((field) => (
      <Input visit={visit} field={field} values={values} faults={faults} />
    ))}
    <div class="visually-hidden" aria-hidden="true">
      <label for="trap">{visit.t('form.trap')}</label>
      <input id="trap" name={TRAP} type="text" tabIndex={-1} autocomplete="off" />
    </div>
    {Object.entries(hidden).map(([name, value]) => (
      <input type="hidden" name={name} value={value} />
    ))}
    <div class="actions">
      <button type="submit">{submit}</button>
      {second && (
        <button type="submit" class="plain" name="step" value={second[0]}>
          {second[1]}
        </button>
      )}
    </div>
  </form>
);

export const idOf = ({ pointer }: Pick<Field, 'pointer'>): string => pointer.slice(1).replaceAll('/', '-');

/** @param isSeen whether something else has the focus */
export const Summary = ({
  visit,
  fields,
  faults,
  isSeen = false,
}: Pick<FormProps, 'visit' | 'fields' | 'faults'> & { readonly isSeen?: boolean }) => (
  <div class="notice wrong stack" role="alert" tabIndex={-1} autofocus={!isSeen}>
    <h2>{visit.t('form.faults', { count: faults.length })}</h2>
    <ul>
      {faults.map((fault) => (
        <li>
          <a href={`#${idOf(fault)}`}>{labelAt(fields, fault.pointer)}</a>
          {': '}
          <FaultText visit={visit} fault={fault} />
        </li>
      ))}
    </ul>
  </div>
);

/** What the API finds wrong with a field, by its code; what has no words here is told in the API's, which are English. */
export const told: Readonly<Record<string, Key>> = {
  required: 'form.missing',
  missing: 'form.missing',
  type: 'form.type',
  'is-email': 'form.email',
  'email-address': 'form.email',
  'is-url': 'form.address',
  'web-address': 'form.address',
  date: 'form.date',
  money: 'form.amount',
  'end-before-start': 'form.date',
  'out-of-range': 'form.range',
  pattern: 'form.pattern',
  duplicate: 'form.twice',
  'too-many': 'form.many',
  excluded: 'form.excluded',
  'is-in': 'form.choice',
  'code-not-listed': 'form.choice',
  'max-length': 'form.long',
  'too-long': 'form.long',
  matches: 'form.missing',
  equals: 'form.consent',
  'is-day': 'form.day',
  past: 'form.past',
  'effective-on': 'form.effective',
  'member-not-active': 'form.inactive',
  'adoption.own-practice-id': 'adopt.ownPractice.refused',
};

function FaultText({ visit, fault: { code, detail } }: { visit: Visit; fault: Fault }) {
  const key = code === undefined ? 'form.missing' : told[code];
  return key ? <span>{visit.t(key)}</span> : <span lang="en">{detail}</span>;
}

/** In a list: of the list. */
const labelAt = (fields: readonly Field[], at: string): string | undefined =>
  fields.find(({ pointer }) => `${at}/`.startsWith(`${pointer}/`))?.label;

export interface InputProps extends Pick<FormProps, 'visit' | 'values' | 'faults'> {
  readonly field: Field;
  /** What is said about a field by others: by its pointer. */
  readonly notes?: ReadonlyMap<string, ComponentChildren> | undefined;
  /** Fields that are empty, and must not be in the end. */
  readonly needed?: ReadonlySet<string> | undefined;
  /** The list, by its pointer, that has room for one more thing; a list without things always has. */
  readonly more?: string | undefined;
}

/** A field with its label, what helps to fill it in, and what is wrong with it. */
export function Input(props: InputProps) {
  const { visit, field, values, faults, notes, needed } = props;
  const { kind, pointer, hint, isRequired = false } = field;
  const label = (
    <>
      {field.label} {needed?.has(pointer) && <span class="tag strong">{visit.t('form.needed')}</span>}
    </>
  );
  const id = idOf(field);
  const fault = faults.find((one) => one.pointer === pointer);
  const said = (
    <>
      {hint && (
        <p id={`${id}-hint`} class="small quiet">
          {hint}
        </p>
      )}
      {notes?.get(pointer)}
      {fault && (
        <p id={`${id}-fault`} class="error">
          <FaultText visit={visit} fault={fault} />
        </p>
      )}
    </>
  );
  const described = [hint && `${id}-hint`, fault && `${id}-fault`].filter(Boolean).join(' ') || undefined;
  const common = {
    id,
    name: pointer,
    required: isRequired,
    'aria-describedby': described,
    'aria-invalid': fault ? ('true' as const) : undefined,
  };
  if (kind === 'codes' || kind === 'list' || kind === 'choice') {
    return (
      <fieldset id={id} tabIndex={-1} class={kind === 'choice' ? undefined : kind} aria-describedby={described}>
        <legend>{label}</legend>
        {said}
        {kind === 'codes' && <Codes field={field} values={values} />}
        {kind === 'choice' && <Choice field={field} values={values} />}
        {kind === 'list' && <Things {...props} />}
      </fieldset>
    );
  }
  const value = values.get(pointer) ?? '';
  if (kind === 'consent' || kind === 'flag') {
    return (
      <div class="field">
        {said}
        <div class="choice">
          <input type="checkbox" value="yes" checked={value !== ''} {...common} />
          <label for={id}>{label}</label>
        </div>
      </div>
    );
  }
  return (
    <div class="field">
      <label for={id}>
        {label} {!isRequired && !notes && <span class="quiet">{visit.t('form.optional')}</span>}
      </label>
      {said}
      <Typed visit={visit} field={field} value={value} common={common} />
    </div>
  );
}

function Typed({ visit, field, value, common }: { visit: Visit; field: Field; value: string; common: { id: string } }) {
  const { kind, options = [], maxLength, autocomplete, lang, length = 0 } = field;
  const dir = lang ? ('auto' as const) : undefined;
  if (kind === 'select') {
    const isListed = value === '' || options.some(([code]) => String(code) === value);
    return (
      <select {...common}>
        <option value="">{visit.t('form.choose')}</option>
        {/* What the registry holds is not lost because this list does not know it. */}
        {!isListed && <option selected>{value}</option>}
        {options.map(([code, name]) => (
          <option value={code} selected={String(code) === value}>
            {name}
          </option>
        ))}
      </select>
    );
  }
  if (kind === 'lines') {
    return (
      <textarea
        rows={Math.min(24, Math.max(4, Math.ceil(Math.max(value.length, length) / 70)))}
        {...{ maxLength, lang, dir }}
        {...common}
      >
        {value}
      </textarea>
    );
  }
  // Addresses are taken as people write them, which a browser would refuse.
  const type = kind === 'email' ? kind : kind === 'day' ? 'date' : 'text';
  const list = kind === 'currency' ? `${common.id}-codes` : undefined;
  return (
    <>
      <input
        {...common}
        {...{ type, value, maxLength, autocomplete, lang, dir, list }}
        inputMode={inputModes[kind]}
        autofocus={field.isNext}
      />
      {list && (
        <datalist id={list}>
          {options.map(([code, name]) => (
            <option value={code}>{name}</option>
          ))}
        </datalist>
      )}
    </>
  );
}

const inputModes: Readonly<Partial<Record<Field['kind'], 'decimal' | 'numeric' | 'url'>>> = {
  number: 'decimal',
  amount: 'decimal',
  count: 'numeric',
  url: 'url',
};

const Codes = ({ field: { pointer, options = [] }, values }: Pick<InputProps, 'field' | 'values'>) => (
  <div class="choices">
    {options.map(([code, name]) => {
      const id = `${idOf({ pointer })}-${code}`;
      return (
        <div class="choice">
          <input type="checkbox" id={id} name={`${pointer}/${code}`} value="yes" checked={values.has(`${pointer}/${code}`)} />
          <label for={id}>{name}</label>
        </div>
      );
    })}
  </div>
); // prettier-ignore

const Choice = ({ field: { pointer, options = [], isRequired = false }, values }: Pick<InputProps, 'field' | 'values'>) => (
  <div class="scale">
    {options.map(([code, name]) => {
      const id = `${idOf({ pointer })}-${code}`;
      return (
        <div class="choice">
          <input type="radio" id={id} name={pointer} value={code} checked={values.get(pointer) === String(code)} required={isRequired} />
          <label for={id}>{name}</label>
        </div>
      );
    })}
  </div>
); // prettier-ignore

/** The things of a list, with room for one more where that was asked for; one whose fields are emptied is removed. */
function Things(props: InputProps) {
  const { visit, field, values, more } = props;
  const typed = itemsIn(field, values);
  const isNext = more === idOf(field);
  const items = typed.length === 0 || isNext ? [...typed, nextOf(field, typed.length, isNext)] : typed;
  return (
    <>
      <ol class="things">
        {items.map((item, index) => {
          const rest = values.get(restOf(item));
          return (
            <li>
              <fieldset>
                <legend class="visually-hidden">{`${field.label} ${index + 1}`}</legend>
                {item.fields.map((one) => (
                  <Input {...props} field={one} />
                ))}
              </fieldset>
              {rest && rest !== '{}' && <input type="hidden" name={restOf(item)} value={rest} />}
            </li>
          );
        })}
      </ol>
      {typed.length > 0 && <p class="small quiet">{visit.t('form.remove')}</p>}
      <button class="plain" type="submit" name="then" value={idOf(field)}>
        {visit.t('form.more')}
      </button>
    </>
  );
}

/** Room for one more thing; if it was asked for, whoever asked writes on there. */
function nextOf({ pointer, of = [] }: Field, n: number, isNext: boolean): Item {
  const { fields, ...item } = itemAt(pointer, of, n);
  return { ...item, fields: fields.map((field, index) => (index === 0 && isNext ? { ...field, isNext } : field)) };
}
