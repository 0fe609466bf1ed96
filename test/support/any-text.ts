// Text of any characters at all. fast-check's own unit 'binary' means the same, and maps all 1.1 million of them back at every load.
import fc from 'fast-check';

const SURROGATES = { from: 0xd800, count: 0x800 };

const character = fc
  .nat({ max: 0x10ffff - SURROGATES.count })
  .map((place) => String.fromCodePoint(place < SURROGATES.from ? place : place + SURROGATES.count));

/** Strings of any code points but lone surrogates. */
export const anyCharacters = (length: { readonly minLength?: number; readonly maxLength?: number } = {}) =>
  fc.string({ ...length, unit: character });
