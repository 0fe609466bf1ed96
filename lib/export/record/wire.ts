// The wrappers that Wix's wire form may put around a value: {value: …} stands for what it holds.

/** True for a JSON object: not null, not an array. */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What a protobuf wrapper `{value: x}` holds; anything else is answered as it came, null as undefined. */
export function unwrap(value: unknown): unknown {
  if (typeof value !== 'object') return value;
  if (value === null) return undefined;
  return isObject(value) && 'value' in value && Object.keys(value).length === 1 ? unwrap(value.value) : value;
}
