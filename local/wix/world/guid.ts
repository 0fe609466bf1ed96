// GUIDs that depend on nothing but the seed, so that a world can be named in a test or in a README.
import { mix } from './random.ts';

/** Four hex digits each, looked up because a page of transactions takes a hundred GUIDs and more. */
const QUADS = Array.from({ length: 0x1_0000 }, (_, value) => value.toString(16).padStart(4, '0'));

const hex = (value: number) => `${QUADS[value >>> 16]}${QUADS[value & 0xffff]}`;

/** The GUID of `index` in `stream`, in the form of a random (version 4) one, in lower case. */
export function guid(seed: number, stream: number, index: number): string {
  const a = hex(mix(seed, stream, index));
  const b = hex(mix(seed ^ 0x5bd1e995, stream, index));
  const c = hex(mix(seed ^ 0x1b873593, stream, index));
  const d = hex(mix(seed ^ 0x3c6ef372, stream, index));
  const variant = '89ab'.charAt(Number.parseInt(c.charAt(0), 16) & 3);
  return `${a}-${b.slice(0, 4)}-4${b.slice(5)}-${variant}${c.slice(1, 4)}-${c.slice(4)}${d}`;
}
