import { type ChangeEvent, useLayoutEffect, useRef } from 'react';
import { type NumberKind, numberRules } from './number-kinds.ts';

/** What a form's `getInputProps` hands over, as far as these fields read it. */
export interface TextFieldProps {
  value?: string;
  error?: React.ReactNode;
  onChange: (text: string) => void;
}

/** Formats a number as it is typed, and leaves the cursor where it was when a digit in the middle is mended. */
export function useTypedNumber(kind: NumberKind, { value = '', onChange }: TextFieldProps) {
  const { format, looksRight, isNumeric } = numberRules(kind);
  const ref = useRef<HTMLInputElement>(null);
  const caret = useRef<number | null>(null);
  useLayoutEffect(() => {
    if (caret.current !== null) ref.current?.setSelectionRange(caret.current, caret.current);
    caret.current = null;
  });
  const change = (event: ChangeEvent<HTMLInputElement>) => {
    const { value: typed, selectionStart } = event.currentTarget;
    const at = selectionStart ?? typed.length;
    caret.current = at < typed.length ? format(typed.slice(0, at)).length : null;
    onChange(format(typed));
  };
  return {
    isRight: looksRight?.(value) ?? false,
    input: {
      ref,
      value,
      onChange: change,
      inputMode: isNumeric ? ('numeric' as const) : ('text' as const),
      autoComplete: 'off',
      autoCapitalize: 'characters',
      spellCheck: false,
    },
  };
}
