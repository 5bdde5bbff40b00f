import { h, render } from 'preact';
import { DATA_ID, TABLE_ID, type PageData } from '../data/page-data';
import { toRows } from '../rows/row';
import { RunningTable } from './running-table';

const start = (): void => {
  const place = document.getElementById(TABLE_ID);
  const text = document.getElementById(DATA_ID)?.textContent;
  if (place === null || text === undefined) return;
  const data = JSON.parse(text) as PageData;
  document.documentElement.classList.add('with-script');
  render(h(RunningTable, { rows: toRows(data), trustDocument: data.trustDocument }), place);
};

start();
