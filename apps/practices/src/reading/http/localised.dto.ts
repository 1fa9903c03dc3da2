import { ApiProperty, OmitType } from '@nestjs/swagger';
import { languages, type Language } from '#contracts';
import { FactSheetDto } from '../../fact-sheet/fact-sheet.dto.js';
import { fieldsOf, hasProse, type FieldsClass } from '../../fact-sheet/fact-sheet.fields.js';
import type { LocalisedText } from '../localised.js';

/** One text as a reader sees it. */
export class LocalisedTextView implements LocalisedText {
  @ApiProperty({ description: 'In that language.', example: 'Leben in Italien' }) text!: string;
  @ApiProperty({ enum: languages, description: 'Two-letter code.' }) lang!: Language;
  @ApiProperty({ enum: ['none', 'human', 'machine'], description: '`none`: the text of the fact sheet itself.' })
  translation!: LocalisedText['translation'];
  @ApiProperty({ description: 'Whether the source text has changed since.', example: false }) stale!: boolean;
}

/** A class with one text in place of each language map. */
function localised(type: FieldsClass): FieldsClass {
  const told = fieldsOf(type).filter(hasProse);
  const name = `Localised${type.name.replace(/Dto$/, 'View')}`;
  const view = { [name]: class extends OmitType(type, told.map((field) => field.name) as never[]) {} }[name]!; // prettier-ignore
  for (const { name: field, description, required = false, of, most } of told) {
    const shown = of ? localised(of()) : LocalisedTextView;
    ApiProperty({ type: shown, isArray: most !== undefined, description, required })(view.prototype, field);
  }
  return view;
}

/** A fact sheet for one reader: each prose field is one text. Read-only. */
export const LocalisedFactSheetView = localised(FactSheetDto);
