import { existsSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { codeIn, headingsOf, pages, readPage, ROOT } from './markdown';

const FOLDERS = [
  '.ci',
  '.github',
  '__tests__',
  'adapters',
  'bench',
  'cli',
  'contracts',
  'demo',
  'docs',
  'functions',
  'images',
  'pipelines',
  'stacks',
  'testing',
  'tools',
  'verification',
];
const PROJECT_PATH = new RegExp(`^(?:${FOLDERS.map((name) => name.replace('.', '\\.')).join('|')})/[\\w./-]*$`);

const withoutBlocks = (text: string): string => text.replace(/^ *```[^]*?^ *```/gm, '');

// GitHub makes anchors of headings like this.
const anchorOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replace(/[^\w\- ]/g, '')
    .replaceAll(' ', '-');

const linksIn = (page: string): readonly string[] =>
  [...withoutBlocks(readPage(page)).matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, target = '']) => target)
    .filter((target) => !/^(?:https?:|NNNN)/.test(target));

const isBroken = (page: string, target: string): boolean => {
  const [path = '', anchor] = target.split('#');
  const file = path === '' ? page : normalize(join(dirname(page), path));
  if (!existsSync(join(ROOT, file))) return true;
  return anchor !== undefined && !headingsOf(readPage(file)).map(anchorOf).includes(anchor);
};

describe.each(pages())('%s', (page) => {
  it('links to files and headings that exist', () => {
    expect(linksIn(page).filter((target) => isBroken(page, target))).toEqual([]);
  });

  it('names files and folders that exist', () => {
    const named = codeIn(withoutBlocks(readPage(page))).filter(
      (code) => PROJECT_PATH.test(code) && !code.includes('NNNN'),
    );
    expect(named.filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
  });
});

describe('anchorOf', () => {
  it.each([
    ['Permissions of the deployer', 'permissions-of-the-deployer'],
    ['1. An outage is not an attack', '1-an-outage-is-not-an-attack'],
    ['dead-letters', 'dead-letters'],
  ])('of "%s" is #%s', (heading, anchor) => {
    expect(anchorOf(heading)).toBe(anchor);
  });
});
