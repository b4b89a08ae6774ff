// Values as the insides write them: three decimals, or three digits where they are small, with a sign that is one.

export function figure(value: number): string {
  if (!Number.isFinite(value)) return 'not a number';
  const size = Math.abs(value);
  const digits = size === 0 || size >= 0.01 ? size.toFixed(size >= 100 ? 1 : 3) : size.toPrecision(2);
  return value < 0 ? `−${digits}` : digits;
}
