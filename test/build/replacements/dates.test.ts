// Dates by JavaScript’s Date beside the SDK’s own.
import * as sdk from '@smithy/core/serde';
import fc from 'fast-check';
import * as dates from '../../../build/replacements/dates.ts';

const day = fc.date({
  min: new Date('1970-01-01T00:00:00Z'),
  max: new Date('2199-12-31T23:59:59.999Z'),
  noInvalidDate: true,
});

test('dates are written and read as the SDK does it', () => {
  fc.assert(
    fc.property(day, (date) => {
      const text = dates.dateToUtcString(date);
      expect(text).toBe(sdk.dateToUtcString(date));
      expect(dates.parseRfc7231DateTime(text)).toEqual(sdk.parseRfc7231DateTime(text));
      const iso = date.toISOString();
      expect(dates.parseRfc3339DateTime(iso)).toEqual(sdk.parseRfc3339DateTime(iso));
      const seconds = date.getTime() / 1000;
      expect(dates.parseEpochTimestamp(seconds)).toEqual(sdk.parseEpochTimestamp(seconds));
      expect(dates.parseEpochTimestamp(String(seconds))).toEqual(sdk.parseEpochTimestamp(String(seconds)));
    }),
  );
});

test('an offset is taken into account as the SDK does it', () => {
  const offset = fc.tuple(
    fc.constantFrom('+', '-'),
    fc.integer({ min: 0, max: 14 }),
    fc.constantFrom('00', '30', '45'),
  );
  fc.assert(
    fc.property(day, offset, (date, [sign, hours, minutes]) => {
      const text = date.toISOString().replace('Z', `${sign}${String(hours).padStart(2, '0')}:${minutes}`);
      expect(dates.parseRfc3339DateTimeWithOffset(text)).toEqual(sdk.parseRfc3339DateTimeWithOffset(text));
    }),
  );
});

test('nothing stays nothing, and nonsense is an error', () => {
  const parsers = [
    dates.parseRfc3339DateTime,
    dates.parseRfc3339DateTimeWithOffset,
    dates.parseRfc7231DateTime,
    dates.parseEpochTimestamp,
  ];
  for (const parse of parsers) {
    expect(parse(undefined)).toBeUndefined();
    expect(parse(null)).toBeUndefined();
    expect(() => parse('yesterday')).toThrow(TypeError);
  }
});
