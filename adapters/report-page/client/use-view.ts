import { useCallback, useEffect, useState } from 'preact/hooks';
import { formatViewState, INITIAL_VIEW, parseViewState, type ViewState } from '../rows/view-state';

const HEADING = 'running-title';

const focusHeading = (): void => {
  const heading = document.getElementById(HEADING);
  heading?.focus({ preventScroll: true });
  heading?.scrollIntoView();
};

const viewOfAddress = (): ViewState | undefined => parseViewState(window.location.hash);

/** The view of the table, kept in the URL's hash so that it can be shared; a link to a view shows it and moves the focus there. */
export const useView = (): readonly [ViewState, (change: Partial<ViewState>) => void] => {
  const [view, setView] = useState<ViewState>(() => viewOfAddress() ?? INITIAL_VIEW);

  useEffect(() => {
    if (formatViewState(view) !== '' && window.location.hash.includes('=')) focusHeading();
    const onHashChange = (): void => {
      const next = viewOfAddress();
      if (next === undefined || window.location.hash === '') return;
      setView(next);
      focusHeading();
    };
    window.addEventListener('hashchange', onHashChange);
    return () => window.removeEventListener('hashchange', onHashChange);
  }, []);

  const changeView = useCallback((change: Partial<ViewState>): void => {
    setView((current) => {
      const next = { ...current, page: 1, ...change };
      const hash = formatViewState(next);
      window.history.replaceState(null, '', hash === '' ? window.location.pathname + window.location.search : hash);
      return next;
    });
  }, []);

  return [view, changeView];
};
