import type { Field } from '../signatures';
import type { AdapterSignature } from './adapter';
import type { Piece } from './compose-content';
import { cutValue } from './cut-text';
import { formatValue } from './format-value';
import { markerOf, neutralized, neutralizedPart } from './markers';
import type { GivenInputs } from './prompt-writer';

/** Inputs under their markers, those without a value left out. No text of theirs can pass for a marker. */
export function markedInputs(
  _signature: AdapterSignature,
  fields: readonly Field[],
  { values, maxInputLength }: GivenInputs,
): readonly Piece[] {
  const pieces: Piece[] = [];
  for (const field of fields) {
    const given = values[field.name];
    if (given === undefined) continue;
    const value = cutValue(formatValue(field, given), maxInputLength);
    const marker = markerOf(field.name);
    if (typeof value === 'string') pieces.push(`${marker}\n${neutralized(value)}`);
    else pieces.push(marker, value.map(neutralizedPart));
  }
  return pieces;
}
