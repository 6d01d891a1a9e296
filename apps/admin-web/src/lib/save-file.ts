/** Saves `content` on the reader's device under `name`. */
export function saveFile(name: string, content: Blob): void {
  const url = URL.createObjectURL(content);
  const link = Object.assign(document.createElement('a'), { href: url, download: name });
  link.click();
  // Firefox reads the address after the click.
  setTimeout(() => URL.revokeObjectURL(url), 1_000);
}

export const saveText = (name: string, text: string) => saveFile(name, new Blob([text], { type: 'text/plain' }));
