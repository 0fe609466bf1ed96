// Numbers and times as a person reads them.

/** 41200 → `41,200`. */
export function count(value: number): string {
  return Math.round(value).toLocaleString('en-US');
}

/** A number and what it counts: `1 page`, `2 pages`. */
export function counted(value: number, one: string): string {
  return `${count(value)} ${one}${Math.round(value) === 1 ? '' : 's'}`;
}

/** Whole seconds or minutes: `48 s`, `3 min 20 s`, `2 h 5 min`. */
export function duration(seconds: number): string {
  const whole = Math.round(seconds);
  const parts: (readonly [number, string])[] =
    whole < 3_600
      ? [
          [Math.floor(whole / 60), 'min'],
          [whole % 60, 's'],
        ]
      : [
          [Math.floor(whole / 3_600), 'h'],
          [Math.floor((whole % 3_600) / 60), 'min'],
        ];
  const told = parts.filter(([value]) => value > 0).map(([value, unit]) => `${value} ${unit}`);
  return told.length > 0 ? told.join(' ') : '0 s';
}

/** Bytes in the units of the SI: `2.3 MB`. */
export function size(bytes: number): string {
  const units = ['bytes', 'kB', 'MB', 'GB'];
  const step = Math.min(units.length - 1, bytes < 1_000 ? 0 : Math.floor(Math.log10(bytes) / 3));
  return `${step === 0 ? bytes : (bytes / 1000 ** step).toFixed(1)} ${units[step]}`;
}

/** Exact decimal text with its thousands apart: `12345.60` → `12,345.60`. */
export function decimal(text: string): string {
  const [whole = '', decimals] = text.split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return decimals === undefined ? grouped : `${grouped}.${decimals}`;
}
