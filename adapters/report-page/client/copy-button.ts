import { h, type ComponentChild } from 'preact';

/** A button that copies a text; `what` names it, and `onCopied` gets the message that says whether it worked. */
export const CopyButton = ({
  text,
  what,
  onCopied,
}: {
  readonly text: string;
  readonly what: string;
  readonly onCopied: (message: string) => void;
}): ComponentChild => {
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(text);
      onCopied(`The ${what} was copied.`);
    } catch {
      onCopied(`The browser did not allow copying. The whole ${what} is in the details.`);
    }
  };
  return h('button', { type: 'button', class: 'copy', onClick: () => void copy() }, [
    'Copy',
    h('span', { key: 'what', class: 'visually-hidden' }, ` ${what} ${text}`),
  ]);
};
