import type { OptionTable } from '../../../../cli/shared/options/declaration';
import { renderHelp } from '../../../../cli/shared/options/help';

const OPTIONS = {
  images: { type: 'operands', name: 'IMAGE', atLeast: 'one image', help: 'an image' },
  only: {
    type: 'choice',
    name: '--only',
    placeholder: 'PART',
    values: ['a', 'b'],
    otherwise: 'both',
    help: 'one part',
  },
  names: { type: 'list', name: '--name', placeholder: 'NAME', conflicts: ['--only'], help: 'a name' },
  seconds: {
    type: 'whole-number',
    name: '--timeout',
    placeholder: 'SECONDS',
    unit: 'seconds',
    min: 1,
    max: 9,
    default: 5,
    help: 'how long to wait',
  },
  rest: { type: 'passed-on', name: 'MORE', help: 'passed on' },
} as const satisfies OptionTable;

describe('renderHelp', () => {
  it('renders the table of options with their values, defaults and conflicts, and the prose around it', () => {
    const help = renderHelp(
      { name: 'try', options: OPTIONS },
      {
        description: ['Tries something.'],
        needs: 'patience.',
        examples: [
          ['Try', 'npx image-trust try x'],
          ['Try again', 'npx image-trust try y'],
        ],
        exitCodes: { 0: 'tried' },
      },
    );
    expect(help).toBe(`Usage: npx image-trust try [OPTIONS] IMAGE... [-- MORE]

Tries something.

Needs patience.

Arguments:
  IMAGE  an image
  MORE   passed on

Options:
  --only PART        one part (one of a, b; default: both)
  --name NAME        a name (may be repeated; not with --only)
  --timeout SECONDS  how long to wait (default: 5)
  --help             print this text

Examples:
  Try:
    npx image-trust try x
  Try again:
    npx image-trust try y

Exit codes:
  0    tried
  2    usage error: nothing was done
  70   defect of image-trust: please report it
  130  interrupted by Ctrl-C (SIGTERM: 143)
`);
  });
});
