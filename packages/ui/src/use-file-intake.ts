import { useEffect, useEffectEvent, useRef, useState, type DragEvent } from 'react';

interface FileIntake {
  isOpen: boolean;
  onSelect: (file: File) => void;
}

const drop = '[data-file-drop]';

/** The ways into a file control that are not a button: dropping on it, and pasting anywhere on the page. */
export function useFileIntake({ isOpen, onSelect }: FileIntake) {
  const root = useRef<HTMLDivElement>(null);
  const [isOver, setIsOver] = useState(false);
  const take = (files: FileList | null | undefined) => {
    const file = files?.[0];
    if (!file || !isOpen) return false;
    onSelect(file);
    return true;
  };
  // Of several controls the one with the focus takes what is pasted, else the first that has room.
  const paste = useEffectEvent((event: ClipboardEvent) => {
    const focused = event.target instanceof Element ? event.target.closest(drop) : null;
    if (event.defaultPrevented || (focused !== null && focused !== root.current)) return;
    if (take(event.clipboardData?.files)) event.preventDefault();
  });
  useEffect(() => {
    const listen = (event: ClipboardEvent) => paste(event);
    document.addEventListener('paste', listen);
    return () => document.removeEventListener('paste', listen);
  }, []);
  const handlers = {
    onDragOver: (event: DragEvent) => {
      event.preventDefault();
      setIsOver(isOpen);
    },
    onDragLeave: () => setIsOver(false),
    onDrop: (event: DragEvent) => {
      event.preventDefault();
      setIsOver(false);
      take(event.dataTransfer.files);
    },
  };
  return { root, isOver, take, handlers };
}
