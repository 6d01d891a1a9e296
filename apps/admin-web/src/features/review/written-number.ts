const groups: Readonly<Record<string, [RegExp, string]>> = {
  ssn: [/^(\d{3})(\d{2})(\d{4})$/, '$1-$2-$3'],
  itin: [/^(\d{3})(\d{2})(\d{4})$/, '$1-$2-$3'],
  aadhaar: [/^(\d{4})(\d{4})(\d{4})$/, '$1 $2 $3'],
};

/** A number as it stands on its document, so that the eye can compare the two: `536904399` → `536-90-4399`. */
export function writtenNumber(label: string, value: string): string {
  const [pattern, written] = groups[label] ?? [];
  return pattern && written ? value.replace(pattern, written) : value;
}
