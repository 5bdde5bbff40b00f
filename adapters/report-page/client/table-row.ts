import { Fragment, h, type ComponentChild, type ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { formatDay, profileName, shortDigest, splitImage } from '../data/format';
import { explanationAnchor, reasonName, VERDICTS } from '../data/verdict-names';
import type { Row } from '../rows/row';
import { CopyButton } from './copy-button';
import { RowDetails } from './row-details';
import { COLUMN_TITLES } from './table-head';
import type { SortColumn } from '../rows/view-state';

interface RowProps {
  readonly row: Row;
  readonly trustDocument: string | null;
  readonly onCopied: (message: string) => void;
}

const COLUMNS = 8;

const value = (text: string): ComponentChild =>
  h('bdi', { class: 'value clamp', title: text.length > 80 ? text : undefined }, text);
const imageValue = (image: string): ComponentChild => {
  const { host, path } = splitImage(image);
  return h(Fragment, null, h('bdi', { class: 'value clamp host' }, host), h('bdi', { class: 'value clamp' }, path));
};
const muted = (text: string): ComponentChild => h('span', { class: 'muted' }, text);
const sub = (content: ComponentChildren): ComponentChild => h('span', { class: 'sub' }, content);

const cell = (column: SortColumn, ...content: readonly ComponentChildren[]): ComponentChild =>
  h('td', { key: column, role: 'cell', class: `cell-${column}` }, [
    h('span', { key: 'label', class: 'card-label', 'aria-hidden': 'true' }, COLUMN_TITLES[column]),
    h('div', { key: 'content', class: 'cell-content' }, ...content),
  ]);

const reasonOf = ({ image }: Row): ComponentChild => {
  const name = reasonName(image);
  if (name === undefined) return null;
  return sub(h('a', { href: `#${explanationAnchor(image)}` }, h('bdi', null, name)));
};

const verdictCell = (row: Row): ComponentChild => {
  const { verdict } = row.image;
  const mark = h('span', { class: 'mark', 'aria-hidden': 'true' }, VERDICTS[verdict].mark);
  return cell('verdict', h('span', { class: `badge badge-${verdict}` }, mark, VERDICTS[verdict].name), reasonOf(row));
};

const imageCell = ({ row, onCopied }: RowProps): ComponentChild => {
  const { image, repository, digest } = row.image;
  const name = image ?? repository;
  const copy = digest === null ? null : h(CopyButton, { text: digest, what: 'digest', onCopied });
  const short = digest === null ? muted('digest unknown') : h('code', { class: 'digest' }, `${shortDigest(digest)}…`);
  return cell('image', name === null ? muted('unknown image') : imageValue(name), sub([short, copy]));
};

const serviceCell = ({ service, daemon, container, task }: Row): ComponentChild =>
  cell(
    'service',
    service === null ? muted(daemon ? 'daemon' : 'task without a service') : value(service),
    sub([
      h('bdi', { key: 'container', class: 'clamp' }, container === '' ? 'unnamed container' : container),
      ' in ',
      h('code', { key: 'task' }, task.slice(0, 8)),
    ]),
  );

const signerCell = ({ image }: Row): ComponentChild => {
  const [first, ...others] = image.signatures;
  if (first === undefined) return cell('signer', muted('–'));
  const more = others.length === 0 ? '' : `, and ${others.length} more`;
  return cell('signer', value(profileName(first.signer)), sub(`${formatDay(Date.parse(first.signingTime))}${more}`));
};

const optional = (column: SortColumn, text: string | null): ComponentChild =>
  cell(column, text === null ? muted('–') : value(text));

/** A container in the table, and its details when they are opened. */
export const TableRow = (props: RowProps): ComponentChild => {
  const { row } = props;
  const [open, setOpen] = useState(false);
  const id = `details-${row.key}`;
  const label = [h('span', { 'aria-hidden': 'true', class: 'chevron' }, open ? '−' : '+'), h('span', null, 'Details')];
  const toggle = { type: 'button', class: 'toggle', 'aria-expanded': open, 'aria-controls': open ? id : undefined };
  const name = h('span', { class: 'visually-hidden' }, ` of ${row.container} in task ${row.task}`);
  return h(Fragment, null, [
    h('tr', { key: 'row', role: 'row', class: open ? 'open' : undefined }, [
      verdictCell(row),
      imageCell(props),
      serviceCell(row),
      cell('cluster', value(row.cluster)),
      optional('owner', row.owner),
      signerCell(row),
      cell('first-seen', row.firstSeen === null ? muted('not known') : formatDay(row.firstSeen)),
      h(
        'td',
        { key: 'toggle', role: 'cell', class: 'cell-toggle' },
        h('button', { ...toggle, onClick: () => setOpen(!open) }, label, name),
      ),
    ]),
    open
      ? h(
          'tr',
          { key: 'details', role: 'row', class: 'details', id },
          h('td', { colSpan: COLUMNS, role: 'cell' }, h(RowDetails, props)),
        )
      : null,
  ]);
};
