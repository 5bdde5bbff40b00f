import { VERBS } from '../../cli/image-trust';
import { OLDEST_TERRAFORM } from '../../contracts/naming/oldest-terraform';
import { renderFrontPage } from '../../cli/shared/front-page';

const HELP = Object.entries(VERBS).map(([name, { help }]) => [name, help] as const);
const TOO_LONG = /^.{101,}$/m;

describe('the front page', () => {
  it('is at most 100 columns wide', () => {
    expect(renderFrontPage(VERBS)).not.toMatch(TOO_LONG);
  });
});

describe.each(HELP)('the help of %s', (name, help) => {
  it('is at most 100 columns wide', () => {
    expect(help).not.toMatch(TOO_LONG);
  });

  it('begins with its usage and has at least two examples, which can be pasted', () => {
    expect(help).toMatch(new RegExp(`^Usage: npx image-trust ${name} `));
    const examples = /\nExamples:\n((?: {2}.*\n)+)/.exec(help)?.[1]?.split('\n') ?? [];
    const commands = examples.filter((line) => line.startsWith('    '));
    expect(commands.length).toBeGreaterThanOrEqual(2);
    for (const command of commands) expect(command).toContain(`npx image-trust ${name}`);
  });

  it('lists its exit codes, those of all commands among them', () => {
    const codes =
      /\nExit codes:\n([^]+)$/
        .exec(help)?.[1]
        ?.match(/^ {2}\d+/gm)
        ?.map(Number) ?? [];
    expect(codes).toEqual(expect.arrayContaining([0, 2, 70, 130]));
    expect(codes).toEqual([...codes].sort((a, b) => a - b));
  });

  it('names no other minimum version of Terraform than the one of the project', () => {
    for (const [, version] of help.matchAll(/Terraform (\d[\d.]*\d)/g)) expect(version).toBe(OLDEST_TERRAFORM);
  });

  it('calls itself a command', () => {
    expect(help).not.toMatch(/verb|wrong use|judge/i);
  });

  it('documents --json if it has it', () => {
    expect(help.includes('--json ')).toBe(name !== 'completion');
    expect(/With\s--json,\sit\sprints/.test(help)).toBe(name !== 'completion');
  });
});
