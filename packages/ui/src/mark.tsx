interface MarkProps {
  /** Pixels, the height and width of the square. */
  size?: number;
  onDark?: boolean;
}

/** The doorway: a rounded arch in the accent with a lit opening. Decorative; the bank's name stands beside it. */
export function Mark({ size = 26, onDark = false }: MarkProps) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true" focusable="false">
      <path
        d="M1 27V15a15 15 0 0 1 30 0v12a4 4 0 0 1-4 4H5a4 4 0 0 1-4-4Z"
        fill={onDark ? 'var(--ui-bar-mark)' : 'var(--ui-accent)'}
      />
      <path d="M11 31V17a5 5 0 0 1 10 0v14Z" fill={onDark ? 'var(--ui-bar)' : 'var(--ui-card)'} />
    </svg>
  );
}
