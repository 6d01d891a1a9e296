import { useState } from 'react';

/** A field's text over a value of the address bar: back and forward change it under the field. */
export function useTyped(value: string) {
  const [text, setText] = useState(value);
  const [known, setKnown] = useState(value);
  if (known !== value) {
    setKnown(value);
    if (text.trim() !== value) setText(value);
  }
  return [text, setText] as const;
}
