/** Whether the page stands in a frame of somebody else's page. */
export const embedded = window.parent !== window;

/** Lets the surrounding page fold the panel on Esc; what Esc closes inside comes first. */
export function closeWithEscape(): void {
  if (!embedded) return;
  window.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && !event.defaultPrevented) {
      window.parent.postMessage('chedai:close', '*');
    }
  });
}
