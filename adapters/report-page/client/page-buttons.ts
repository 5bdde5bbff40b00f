import { h, type ComponentChild } from 'preact';
import { formatCount } from '../data/format';

interface PageProps {
  readonly page: number;
  readonly pages: number;
  readonly showPage: (page: number) => void;
}

const pageButton = (title: string, page: number, { pages, showPage }: PageProps): ComponentChild => {
  const missing = page < 1 || page > pages;
  // Not `disabled`, which would take the focus away from the button that has just been pressed.
  const attributes = {
    type: 'button',
    'aria-disabled': missing,
    onClick: () => (missing ? undefined : showPage(page)),
  };
  return h('button', { key: title, ...attributes }, title);
};

/** The buttons that lead to the other pages of the table; nothing if there is only one page. */
export const PageButtons = (props: PageProps): ComponentChild =>
  props.pages === 1
    ? null
    : h('nav', { class: 'pages', 'aria-label': 'Pages of the table' }, [
        pageButton('Previous', props.page - 1, props),
        h('span', { key: 'page' }, `Page ${formatCount(props.page)} of ${formatCount(props.pages)}`),
        pageButton('Next', props.page + 1, props),
      ]);
