import { h, type ComponentChild, type ComponentChildren } from 'preact';
import { NOT_KNOWN } from '../../../contracts/report/report-history';
import { formatInstant, profileName } from '../data/format';
import type { PageImage } from '../data/page-data';
import { reasonEntry } from '../data/verdict-names';
import type { Row } from '../rows/row';

const NOTHING = '–';

const fact = (name: string, content: ComponentChildren): ComponentChild =>
  h('div', { key: name }, [h('dt', { key: 'name' }, name), h('dd', { key: 'value' }, content)]);

const code = (text: string | null): ComponentChild =>
  text === null ? NOTHING : h('code', { class: 'whole' }, h('bdi', null, text));
const plain = (text: string | null): ComponentChild => (text === null ? NOTHING : h('bdi', { class: 'whole' }, text));
const instant = (text: string | null, missing: string): string =>
  text === null ? missing : formatInstant(Date.parse(text));

const signatureItem = ({ signer, signingTime, expiry, job, digest }: PageImage['signatures'][number]): ComponentChild =>
  h('li', { key: digest }, [
    h('bdi', { key: 'profile' }, profileName(signer)),
    `, ${formatInstant(Date.parse(signingTime))}, expires ${instant(expiry, 'never')}`,
    h('dl', { key: 'facts', class: 'facts facts-small' }, [
      fact('Signer', code(signer)),
      fact('Job', code(job)),
      fact('Signature', code(digest)),
    ]),
  ]);

const rejectedItem = ({ signer, reason, digest }: PageImage['rejectedSignatures'][number]): ComponentChild =>
  h('li', { key: digest }, [
    h('bdi', { key: 'signer' }, signer === null ? 'no signer claimed' : signer),
    `: ${reasonEntry(reason).name.toLowerCase()} `,
    code(digest),
  ]);

const list = (title: string, items: readonly ComponentChild[]): ComponentChild =>
  items.length === 0
    ? null
    : h('div', { key: title }, [h('h3', { key: 'title' }, title), h('ul', { key: 'items' }, items)]);

const imageFacts = (image: PageImage, trustDocument: string | null): readonly ComponentChild[] => [
  fact('Image', plain(image.image)),
  fact('Digest', code(image.digest)),
  fact('Repository', plain(image.repository)),
  fact(image.rule === null ? 'Policy' : 'Rule', plain(image.rule ?? image.policy)),
  fact('Detail', plain(image.detail === '' ? null : image.detail)),
  fact('Last verified', instant(image.verifiedAt, NOTHING)),
  fact('Revocation checked', instant(image.revocationCheckedAt, 'not asked')),
  fact('Trust document', code(trustDocument)),
];

const announcedText = ({ announced }: Row): string => {
  if (announced === null) return NOT_KNOWN;
  return announced ? 'yes' : 'no';
};

const taskFacts = (row: Row): readonly ComponentChild[] => [
  fact('Container', plain(row.container === '' ? null : row.container)),
  fact('Task', code(row.taskArn)),
  fact('Task definition', code(row.taskDefinition)),
  fact('Cluster', code(row.clusterArn)),
  fact('Started', row.startedAt === null ? 'not yet' : formatInstant(row.startedAt)),
  fact('First seen', row.firstSeen === null ? NOT_KNOWN : formatInstant(row.firstSeen)),
  fact('Announced before', announcedText(row)),
];

/** Everything that the report says about a container. */
export const RowDetails = ({
  row,
  trustDocument,
}: {
  readonly row: Row;
  readonly trustDocument: string | null;
}): ComponentChild =>
  h('div', { class: 'row-details' }, [
    h('div', { key: 'facts', class: 'columns' }, [
      h('dl', { key: 'image', class: 'facts' }, imageFacts(row.image, trustDocument)),
      h('dl', { key: 'task', class: 'facts' }, taskFacts(row)),
    ]),
    list('Signatures that count', row.image.signatures.map(signatureItem)),
    list('Signatures that do not count', row.image.rejectedSignatures.map(rejectedItem)),
  ]);
