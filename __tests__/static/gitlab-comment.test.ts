import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { runCommand } from '../support/process/run-command';

const MARKER = '<!-- image-trust plan: dev -->';
const PAGE = readFileSync(resolve(__dirname, '../../docs/plan-review.md'), 'utf8');
const NOTES = '/api/v4/projects/7/merge_requests/9/notes';
const OWN = { id: 50 };
const OTHER = { id: 51 };

/** The script of the job `plan-comment` in docs/plan-review.md. */
const script = (): string => {
  const [, lines = ''] = /plan-comment:[^`]*?\n {4}- \|\n([^`]*)/.exec(PAGE) ?? [];
  return lines.replace(/^ {6}/gm, '');
};

interface Note {
  readonly id: number;
  readonly author: { readonly id: number };
  readonly body: string;
}

describe('the GitLab job that comments a plan', () => {
  let scratch: string;
  let server: Server;
  let written: string[];

  beforeEach(() => {
    scratch = mkdtempSync(join(tmpdir(), 'gitlab-comment-'));
    written = [];
    writeFileSync(join(scratch, 'plan.md'), `${MARKER}\nno changes\n`);
  });

  afterEach(async () => {
    await new Promise((closed) => server.close(closed));
    rmSync(scratch, { recursive: true });
  });

  /** Runs the job's script with an API that has these pages of notes. */
  const comment = async (...pages: readonly (readonly Note[])[]) => {
    server = createServer((request, response) => {
      const { method = '', url = '' } = request;
      const { pathname, searchParams } = new URL(url, 'http://gitlab');
      if (method !== 'GET') written.push(`${method} ${pathname}`);
      const page = Number(searchParams.get('page'));
      const next = page < pages.length ? String(page + 1) : '';
      response.setHeader('X-Next-Page', next);
      response.end(JSON.stringify(pathname.endsWith('/user') ? OWN : (pages[page - 1] ?? [])));
      request.resume();
    });
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    const { port } = server.address() as AddressInfo;
    const { status, stderr } = await runCommand('sh', ['-c', script()], {
      cwd: scratch,
      env: {
        PATH: process.env['PATH'],
        TMPDIR: scratch,
        CI_API_V4_URL: `http://127.0.0.1:${String(port)}/api/v4`,
        CI_PROJECT_ID: '7',
        CI_MERGE_REQUEST_IID: '9',
        COMMENT_TOKEN: 'token',
      },
    });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    return written;
  };

  const note = (id: number, author: typeof OWN, body = `${MARKER}\nolder`): Note => ({ id, author, body });

  it('adds a note when there is none', async () => {
    await expect(comment([])).resolves.toEqual([`POST ${NOTES}`]);
  });

  it('updates its own note, on whichever page it is', async () => {
    await expect(comment([note(1, OWN, 'hello')], [], [note(3, OWN)])).resolves.toEqual([`PUT ${NOTES}/3`]);
  });

  it('never updates the note of another author, although it begins with the same marker', async () => {
    await expect(comment([note(1, OTHER)], [note(2, OWN)])).resolves.toEqual([`PUT ${NOTES}/2`]);
    written = [];
    await new Promise((closed) => server.close(closed));
    await expect(comment([note(1, OTHER)])).resolves.toEqual([`POST ${NOTES}`]);
  });

  it('does not update the note of another deployment', async () => {
    const other = note(1, OWN, '<!-- image-trust plan: dev-2 -->\nolder');
    await expect(comment([other])).resolves.toEqual([`POST ${NOTES}`]);
  });
});
